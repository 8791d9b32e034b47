package dev.wharf.drivers.registry;

import dev.wharf.engine.api.NetworkSettings;
import java.util.Map;

/** What the command line tells all network drivers: options by the name of dockerd's flag. */
final class NetworkOptions {
    private NetworkOptions() {}

    static Map<String, String> of(NetworkSettings settings) {
        return Map.of(
                "iptables", String.valueOf(settings.iptables()),
                "ip-forward", String.valueOf(settings.ipForward()),
                "userland-proxy", String.valueOf(settings.userlandProxy()));
    }
}
