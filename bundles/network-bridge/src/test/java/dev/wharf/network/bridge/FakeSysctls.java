package dev.wharf.network.bridge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Settings in memory. */
final class FakeSysctls implements Sysctls {
    final Map<String, String> values = new HashMap<>(Map.of("ipv4/ip_forward", "0"));
    boolean hasIpv6 = true;

    @Override
    public Optional<String> read(String name) {
        return name.startsWith("ipv6/") && !hasIpv6 ? Optional.empty() : Optional.of(values.getOrDefault(name, "-"));
    }

    @Override
    public void write(String name, String value) {
        values.put(name, value);
    }
}
