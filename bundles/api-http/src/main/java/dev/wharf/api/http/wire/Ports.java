package dev.wharf.api.http.wire;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Container ports as clients write them: {@code ExposedPorts}, {@code PortBindings} and the {@code PortSpecs} of old. */
final class Ports {
    private static final Pattern PORT = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/([A-Za-z]+))?");
    private static final Pattern SPEC =
            Pattern.compile("(?:(?:([^:]*|\\[[^\\]]*\\]):)?([0-9-]*):)?([0-9]{1,5}(?:-[0-9]{1,5})?(?:/[A-Za-z]+)?)");
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp");

    private Ports() {}

    /** {@code ExposedPorts} and the container's side of {@code PortSpecs}. */
    static Set<String> exposed(Fields config) {
        Set<String> ports = new LinkedHashSet<>();
        config.keys("ExposedPorts").forEach(port -> ports.addAll(ports(port)));
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
                                .map(address -> new HostPort(address.text("HostIp"), hostPort(address)))
                                .toList()));
        return bindings;
    }

    /**
     * The bindings of {@code PortSpecs}: {@code 22}, {@code 80:8080}, {@code ip:host:container/proto}. Of two ranges of one
     * length each port gets its own; a range before one port leaves the choice. Docker 1.9.1, pkg/nat/nat.go.
     */
    static Map<String, List<HostPort>> specs(Fields config) {
        Map<String, List<HostPort>> bindings = new LinkedHashMap<>();
        for (String spec : config.texts("PortSpecs")) {
            Matcher parts = SPEC.matcher(spec);
            if (!parts.matches()) {
                throw new InvalidArgument("Invalid containerPort: " + spec);
            }
            List<String> ports = List.copyOf(ports(parts.group(3)));
            for (int i = 0; i < ports.size(); i++) {
                HostPort address = new HostPort(part(parts, 1), hostPort(part(parts, 2), i, ports.size(), spec));
                bindings.computeIfAbsent(ports.get(i), port -> new ArrayList<>())
                        .add(address);
            }
        }
        return bindings;
    }

    /** The number of a port; empty for anything else, such as a range. */
    static OptionalInt number(String text) {
        return text.matches("[0-9]{1,5}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** One port with its protocol; {@code tcp} when there is none. */
    private static String port(String text) {
        Set<String> ports = ports(text);
        if (ports.size() != 1) {
            throw invalid(text);
        }
        return ports.iterator().next();
    }

    /** All ports of a range such as {@code 80-82/tcp}, or one. */
    private static Set<String> ports(String text) {
        Matcher parts = PORT.matcher(text);
        if (!parts.matches()) {
            throw invalid(text);
        }
        int first = Integer.parseInt(parts.group(1));
        int last = part(parts, 2).isEmpty() ? first : Integer.parseInt(part(parts, 2));
        if (first > last) {
            throw invalid(text);
        }
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> port(number, part(parts, 3)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String port(int number, String protocol) {
        String lower = protocol.isEmpty() ? "tcp" : protocol.toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.contains(lower)) {
            throw new InvalidArgument("Invalid proto: " + protocol);
        }
        if (number > 65_535) {
            throw invalid(Integer.toString(number));
        }
        return number + "/" + lower;
    }

    /** A number, a range, or nothing. Words of Docker 1.9.1, daemon/container.go (verifyContainerSettings). */
    private static String hostPort(Fields address) {
        String port = address.text("HostPort");
        if (port.isEmpty()) {
            return "";
        }
        ports(port);
        int slash = port.indexOf('/');
        return slash < 0 ? port : port.substring(0, slash);
    }

    /** What of the host's side of a spec belongs to one of its ports. */
    private static String hostPort(String side, int index, int count, String spec) {
        if (side.isEmpty()) {
            return "";
        }
        List<String> hostPorts = List.copyOf(ports(side));
        if (count == 1) {
            return side;
        }
        if (hostPorts.size() != count) {
            throw new InvalidArgument("Invalid ranges specified for container and host Ports: " + spec);
        }
        return hostPorts.get(index).replace("/tcp", "");
    }

    private static InvalidArgument invalid(String text) {
        return new InvalidArgument("Invalid port specification: \"" + text + "\"");
    }

    private static String part(Matcher parts, int group) {
        String part = parts.group(group);
        return part == null ? "" : part;
    }
}
