package dev.wharf.api.http.wire;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Container ports as clients write them: {@code ExposedPorts}, {@code PortBindings} and the {@code PortSpecs} of old. */
final class Ports {
    private static final Pattern PORT = Pattern.compile("([0-9]{1,5}(?:-[0-9]{1,5})?)(?:/([A-Za-z]+))?");
    private static final Pattern SPEC =
            Pattern.compile("(?:(?:([^:]*|\\[[^\\]]*\\]):)?([0-9-]*):)?([0-9]{1,5})(?:/([A-Za-z]+))?");
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp");

    private Ports() {}

    /** {@code ExposedPorts} and the container's side of {@code PortSpecs}. */
    static Set<String> exposed(Fields config) {
        Set<String> ports = new LinkedHashSet<>();
        config.keys("ExposedPorts").forEach(port -> ports.add(port(port)));
        ports.addAll(specs(config).keySet());
        return ports;
    }

    /** {@code PortBindings}; an empty text is all addresses or a random port. */
    static Map<String, List<HostPort>> bindings(Fields hostConfig) {
        Map<String, List<HostPort>> bindings = new LinkedHashMap<>();
        hostConfig
                .map("PortBindings", ports -> ports::list)
                .forEach((port, addresses) -> bindings.put(
                        port(port),
                        addresses.stream()
                                .map(address -> new HostPort(address.text("HostIp"), address.text("HostPort")))
                                .toList()));
        return bindings;
    }

    /** The bindings of {@code PortSpecs}: {@code 22}, {@code 80:8080}, {@code ip:host:container/proto}. */
    static Map<String, List<HostPort>> specs(Fields config) {
        Map<String, List<HostPort>> bindings = new LinkedHashMap<>();
        for (String spec : config.texts("PortSpecs")) {
            Matcher parts = SPEC.matcher(spec);
            if (!parts.matches()) {
                throw new InvalidArgument("Invalid containerPort: " + spec);
            }
            HostPort address = new HostPort(part(parts, 1), part(parts, 2));
            bindings.computeIfAbsent(port(parts.group(3), part(parts, 4)), port -> new ArrayList<>())
                    .add(address);
        }
        return bindings;
    }

    /** A port with its protocol; {@code tcp} when there is none. */
    private static String port(String text) {
        Matcher parts = PORT.matcher(text);
        if (!parts.matches()) {
            throw new InvalidArgument("Invalid port specification: \"" + text + "\"");
        }
        return port(parts.group(1), part(parts, 2));
    }

    private static String port(String number, String protocol) {
        String lower = protocol.isEmpty() ? "tcp" : protocol.toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.contains(lower)) {
            throw new InvalidArgument("Invalid proto: " + protocol);
        }
        for (String bound : number.split("-", -1)) {
            if (Integer.parseInt(bound) > 65_535) {
                throw new InvalidArgument("Invalid port specification: \"" + number + "\"");
            }
        }
        return number + "/" + lower;
    }

    private static String part(Matcher parts, int group) {
        String part = parts.group(group);
        return part == null ? "" : part;
    }
}
