package dev.wharf.engine.spec;

import dev.wharf.spi.exec.Namespace;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values that a container gets below /proc/sys. In a network of its own every user may listen on any port and send
 * echo requests, because that can disturb nobody outside; Docker 20.10.24, daemon/oci_linux.go, WithCommonOptions.
 */
final class KernelSettings {
    private static final Map<String, String> OWN_NETWORK =
            Map.of("net.ipv4.ip_unprivileged_port_start", "0", "net.ipv4.ping_group_range", "0 2147483647");

    private KernelSettings() {}

    /** The values, by dotted name: what was asked for wins. */
    static Map<String, String> of(Map<String, String> asked, Namespace network) {
        Map<String, String> settings = new LinkedHashMap<>();
        if (network instanceof Namespace.New) {
            settings.putAll(OWN_NETWORK);
        }
        settings.putAll(asked);
        return settings;
    }
}
