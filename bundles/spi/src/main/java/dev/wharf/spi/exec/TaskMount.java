package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.Mount;

/**
 * A mount inside a container. The mount point is made when it is missing: a folder, or a file where a file is bound.
 *
 * @param mount what is mounted; options are those of mount(8) and the propagation words of mount(8)
 * @param target absolute path as seen in the container
 */
public record TaskMount(Mount mount, String target) {
    /** Checks that the target is absolute. */
    public TaskMount {
        requireNonNull(mount, "mount");
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("mount target is not absolute: " + target);
        }
    }
}
