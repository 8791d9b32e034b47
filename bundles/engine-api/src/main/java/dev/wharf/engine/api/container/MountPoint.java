package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

/**
 * A bind or volume of a container.
 *
 * @param kind bind, volume or tmpfs
 * @param volume name of the volume; empty for a bind
 * @param driver of the volume; empty for a bind
 * @param source path on the host
 * @param destination path in the container
 * @param mode as the client wrote it
 * @param readWrite whether it can be written
 * @param propagation as in mount(8), such as {@code rprivate}
 */
public record MountPoint(
        Kind kind,
        String volume,
        String driver,
        String source,
        String destination,
        String mode,
        boolean readWrite,
        String propagation) {

    /** The kinds of mounts. */
    public enum Kind {
        /** A file or folder of the host. */
        BIND,
        /** A volume. */
        VOLUME,
        /** Memory. */
        TMPFS
    }

    /** Checks all parts. */
    public MountPoint {
        requireNonNull(kind, "kind");
        requireNonNull(volume, "volume");
        requireNonNull(driver, "driver");
        requireNonNull(source, "source");
        requireNonNull(destination, "destination");
        requireNonNull(mode, "mode");
        requireNonNull(propagation, "propagation");
    }
}
