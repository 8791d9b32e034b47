package dev.wharf.engine.container;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.LogConfig;
import dev.wharf.engine.api.container.NetworkConfig;

/** Fills in what a client left to the daemon. */
final class HostDefaults {
    private final DaemonSettings settings;

    HostDefaults(DaemonSettings settings) {
        this.settings = settings;
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
        return new LogConfig(settings.logDriver(), asked.options().isEmpty() ? settings.logOptions() : asked.options());
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
