package dev.wharf.engine.container;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.LogConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import java.util.Map;

/** Fills in what a client left to the daemon. */
final class HostDefaults {
    private final DaemonSettings settings;
    private final DriverRegistry drivers;

    HostDefaults(DaemonSettings settings, DriverRegistry drivers) {
        this.settings = settings;
        this.drivers = drivers;
    }

    /** The configuration with the daemon's log driver and a network mode. */
    HostConfig applied(HostConfig asked, String networkMode) {
        return asked.toBuilder()
                .log(log(asked.log()))
                .network(network(asked.network(), networkMode))
                .build();
    }

    /** Options without a driver are for the daemon's, in place of its own (1.9.1, daemon/container.go, getLogConfig). */
    private LogConfig log(LogConfig asked) {
        if (!asked.type().isEmpty()) {
            return asked;
        }
        String driver = drivers.log().defaultName();
        return new LogConfig(driver, asked.options().isEmpty() ? optionsOf(driver) : asked.options());
    }

    /** Those that were set are for the driver that was set beside them, not for one that was chosen later. */
    private Map<String, String> optionsOf(String driver) {
        return driver.equals(settings.logDriver()) ? settings.logOptions() : Map.of();
    }

    private static NetworkConfig network(NetworkConfig asked, String mode) {
        if (!asked.mode().isEmpty()) {
            return asked;
        }
        return new NetworkConfig(
                mode,
                asked.portBindings(),
                asked.publishAllPorts(),
                asked.links(),
                asked.dns(),
                asked.dnsSearch(),
                asked.dnsOptions(),
                asked.extraHosts());
    }
}
