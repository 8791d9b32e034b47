package dev.wharf.spi;

import static java.util.Objects.requireNonNull;

/**
 * A line of a driver's report, such as {@code Backing Filesystem: extfs}.
 *
 * @param name what is told
 * @param value the value as shown to the user
 */
public record NamedValue(String name, String value) {
    /** Checks both parts. */
    public NamedValue {
        requireNonNull(name, "name");
        requireNonNull(value, "value");
    }
}
