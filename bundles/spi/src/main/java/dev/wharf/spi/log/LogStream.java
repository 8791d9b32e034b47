package dev.wharf.spi.log;

/** The output stream that a record came from. A terminal has only {@link #STDOUT}. */
public enum LogStream {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR
}
