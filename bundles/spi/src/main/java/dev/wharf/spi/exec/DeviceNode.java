package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

/**
 * A device file in the container.
 *
 * @param path absolute path in the container
 * @param type {@code c} or {@code b}
 * @param major device number
 * @param minor device number
 * @param mode permission bits, such as 0666
 */
public record DeviceNode(String path, char type, int major, int minor, int mode) {
    /** Checks the type. */
    public DeviceNode {
        requireNonNull(path, "path");
        if (type != 'c' && type != 'b') {
            throw new IllegalArgumentException("device type: " + type);
        }
    }
}
