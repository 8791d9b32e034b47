package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A path in a container. A symbolic link in its last element is described itself, not what it points at.
 *
 * @param name last element of the path as asked
 * @param size bytes
 * @param mode type and permission bits as in stat(2)
 * @param modified when the content changed last
 * @param linkTarget of a symbolic link, resolved inside the container and absolute there; empty for all else
 */
public record PathStatus(String name, long size, int mode, Instant modified, String linkTarget) {
    /** Checks all parts. */
    public PathStatus {
        requireNonNull(name, "name");
        requireNonNull(modified, "modified");
        requireNonNull(linkTarget, "linkTarget");
    }
}
