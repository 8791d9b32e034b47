package dev.wharf.spi.testkit;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Whom a suite tests.
 *
 * @param driver its kind and name, {@code graph driver vfs}
 * @param spi an interface of the package that the driver implements
 * @param notClaimed the features that the driver does not claim to have
 */
public record SuiteDescription(String driver, Class<?> spi, List<String> notClaimed) {
    /** Checks and copies. */
    public SuiteDescription {
        requireNonNull(driver, "driver");
        requireNonNull(spi, "spi");
        notClaimed = List.copyOf(notClaimed);
    }
}
