package dev.wharf.archive.pack;

import static java.util.Objects.requireNonNull;

/**
 * A path that differs between a tree and what is below it.
 *
 * @param path from the root on, with a leading slash
 * @param kind how it differs
 */
public record TreeChange(String path, Kind kind) {

    /** How a path differs. */
    public enum Kind {
        /** It is in both, with other content or attributes; a folder also when something in it changed. */
        MODIFIED,
        /** It was not there. */
        ADDED,
        /** It is not there any more, nor anything below it. */
        DELETED
    }

    /** Checks both parts. */
    public TreeChange {
        requireNonNull(path, "path");
        requireNonNull(kind, "kind");
    }
}
