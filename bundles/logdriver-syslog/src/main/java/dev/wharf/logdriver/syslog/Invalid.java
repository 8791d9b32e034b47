package dev.wharf.logdriver.syslog;

import dev.wharf.spi.DriverException;

/** Refuses an option. */
final class Invalid {
    private Invalid() {}

    static DriverException option(String message) {
        return new DriverException(DriverException.Kind.INVALID_ARGUMENT, message);
    }
}
