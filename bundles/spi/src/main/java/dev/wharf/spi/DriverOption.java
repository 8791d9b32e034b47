package dev.wharf.spi;

import static java.util.Objects.requireNonNull;

/**
 * An option that a driver understands.
 *
 * @param name as written by the user
 * @param meaning one sentence
 */
public record DriverOption(String name, String meaning) {
    /** Checks both parts. */
    public DriverOption {
        requireNonNull(name, "name");
        requireNonNull(meaning, "meaning");
    }
}
