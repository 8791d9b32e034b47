package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * Allows access to devices; all others are denied.
 *
 * @param type {@code c}, {@code b}, or {@code a} for all devices
 * @param major device number, empty for any
 * @param minor device number, empty for any
 * @param access some of {@code r}, {@code w} and {@code m} (mknod)
 */
public record DeviceRule(char type, OptionalInt major, OptionalInt minor, String access) {
    /** Checks all parts. */
    public DeviceRule {
        requireNonNull(major, "major");
        requireNonNull(minor, "minor");
        requireNonNull(access, "access");
        if (type != 'c' && type != 'b' && type != 'a') {
            throw new IllegalArgumentException("device type: " + type);
        }
    }
}
