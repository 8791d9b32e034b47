package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

/**
 * A path that differs between a container and its image.
 *
 * @param path from the container's root on, with a leading slash
 * @param kind how it differs
 */
public record Change(String path, Kind kind) {

    /** How a path differs. */
    public enum Kind {
        /** Content or attributes are others; for a folder also when something in it was added or deleted. */
        MODIFIED,
        /** It is in the container alone. */
        ADDED,
        /** It is in the image alone. */
        DELETED
    }

    /** Checks both parts. */
    public Change {
        requireNonNull(path, "path");
        requireNonNull(kind, "kind");
    }
}
