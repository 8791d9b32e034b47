package dev.wharf.api.http.version;

/** How a stream of answers is written. */
public enum StreamFormat {
    /** JSON objects, one after another, each with a line feed. */
    JSON_OBJECTS,
    /** Plain text lines: status and CR LF, progress and CR, {@code Error: text} and CR LF. */
    PLAIN_TEXT,
    /** Output of a container, each piece behind a header of 8 bytes; without headers when it has a terminal. */
    FRAMED,
    /** Output of a container, both streams merged, without headers. */
    MERGED
}
