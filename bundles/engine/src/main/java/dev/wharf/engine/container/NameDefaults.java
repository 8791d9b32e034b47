package dev.wharf.engine.container;

import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.engine.api.container.NetworkConfig;
import java.util.List;

/** How a container resolves names that says nothing of its own about it: as the daemon was told. Its configuration does not show it. */
final class NameDefaults {
    private NameDefaults() {}

    static NetworkConfig applied(NetworkConfig asked, NetworkSettings settings) {
        return new NetworkConfig(
                asked.mode(),
                asked.portBindings(),
                asked.publishAllPorts(),
                asked.links(),
                or(asked.dns(), settings.dns()),
                or(asked.dnsSearch(), settings.dnsSearch()),
                or(asked.dnsOptions(), settings.dnsOptions()),
                asked.extraHosts());
    }

    private static List<String> or(List<String> own, List<String> fallback) {
        return own.isEmpty() ? fallback : own;
    }
}
