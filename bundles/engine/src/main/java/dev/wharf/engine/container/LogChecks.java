package dev.wharf.engine.container;

import dev.wharf.drivers.DriverErrors;
import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.LogConfig;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogDriverProvider;

/** Checks the log driver of a container and its options, so that a bad one fails early. */
final class LogChecks {
    private static final String NONE = "none";

    private final DriverRegistry drivers;

    LogChecks(DriverRegistry drivers) {
        this.drivers = drivers;
    }

    /**
     * Checks a configuration that names its driver.
     *
     * @throws EngineException InvalidArgument, with Docker's texts; Unavailable
     */
    void check(LogConfig config) {
        if (config.type().equals(NONE)) {
            return;
        }
        LogDriverProvider provider = drivers.logProvider(config.type())
                .orElseThrow(() -> new EngineException.InvalidArgument("Failed to get logging factory: logger: no log"
                        + " driver named '" + config.type() + "' is registered"));
        try {
            provider.validate(config.options());
        } catch (DriverException e) {
            throw DriverErrors.translate(e);
        }
    }
}
