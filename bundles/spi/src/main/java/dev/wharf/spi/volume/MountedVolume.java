package dev.wharf.spi.volume;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * A volume that is mounted.
 *
 * @param folder absolute path on the host that containers bind
 * @param shared whether mounts below it must be seen by containers that run already
 */
public record MountedVolume(Path folder, boolean shared) {
    /** Checks the folder. */
    public MountedVolume {
        requireNonNull(folder, "folder");
    }
}
