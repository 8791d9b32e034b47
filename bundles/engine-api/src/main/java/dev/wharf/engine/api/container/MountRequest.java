package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** A bind or a volume that a client describes by its parts, and not by one text as in {@link HostConfig#binds()}. */
public sealed interface MountRequest {
    /** Path in the container, as the client wrote it. */
    String target();

    /** Whether the container cannot write to it. */
    boolean isReadOnly();

    /**
     * A file or folder of the host, which must be there.
     *
     * @param source path on the host, as the client wrote it
     * @param target path in the container
     * @param isReadOnly whether the container cannot write to it
     * @param propagation as in mount(8), such as {@code rslave}; empty for the default
     */
    record Bind(String source, String target, boolean isReadOnly, String propagation) implements MountRequest {
        /** Checks all parts. */
        public Bind {
            requireNonNull(source, "source");
            requireNonNull(target, "target");
            requireNonNull(propagation, "propagation");
        }
    }

    /**
     * A volume, which is made unless it is there.
     *
     * @param name empty for one of the container's own
     * @param target path in the container
     * @param isReadOnly whether the container cannot write to it
     * @param isNoCopy whether it does not get what the image has at its place
     * @param driver of one that is made; empty for the default
     * @param options for the driver of one that is made
     * @param labels of one that is made
     */
    record Volume(
            String name,
            String target,
            boolean isReadOnly,
            boolean isNoCopy,
            String driver,
            Map<String, String> options,
            Map<String, String> labels)
            implements MountRequest {
        /** Checks and copies. */
        public Volume {
            requireNonNull(name, "name");
            requireNonNull(target, "target");
            requireNonNull(driver, "driver");
            options = Ordered.map(options);
            labels = Ordered.map(labels);
        }
    }
}
