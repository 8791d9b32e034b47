package dev.wharf.api.http.wire;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_ABSENT;
import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.DiskUsage;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A row of the list of containers; keys and order of Docker 1.9.1, api/types/types.go (Container), and behind them its
 * networks, which today's client shows.
 *
 * @param id {@code Id}; the others are named likewise
 */
public record ListedContainer(
        String id,
        List<String> names,
        String image,
        @JsonProperty("ImageID") String imageId,
        String command,
        long created,
        List<Port> ports,
        @JsonInclude(NON_ABSENT) OptionalLong sizeRw,
        @JsonInclude(NON_ABSENT) OptionalLong sizeRootFs,
        Map<String, String> labels,
        String status,
        Host hostConfig,
        Networks networkSettings) {

    /** A port; address and public port are left out of one that is not published. */
    record Port(
            @JsonProperty("IP") @JsonInclude(NON_EMPTY) String ip,
            int privatePort,
            @JsonInclude(NON_ABSENT) OptionalInt publicPort,
            String type) {}

    /** The part of the host configuration that a list shows. */
    record Host(String networkMode) {}

    /** How it is connected. */
    record Networks(Map<String, NetworkSettings.Endpoint> networks) {}

    /**
     * The row of a container.
     *
     * @param usage when the client asked for sizes
     * @param now to tell how long it has run
     */
    public static ListedContainer of(Container container, Optional<DiskUsage> usage, Instant now) {
        String mode = container.hostConfig().network().mode();
        return new ListedContainer(
                container.id(),
                Stream.concat(Stream.of(container.name()), container.aliases().stream())
                        .map(name -> "/" + name)
                        .toList(),
                Ids.plain(container.imageName()),
                Ids.plain(container.imageId()),
                command(container.command()),
                container.created().getEpochSecond(),
                ports(container),
                size(usage.map(DiskUsage::writable)),
                size(usage.map(DiskUsage::root)),
                container.config().labels(),
                StatusText.of(container.status(), now),
                new Host(mode.isEmpty() ? "default" : mode),
                new Networks(NetworkSettings.networks(container.network())));
    }

    /** Path and arguments, those with a blank in quotes. Docker 1.9.1, daemon/list.go. */
    private static String command(List<String> command) {
        StringBuilder text = new StringBuilder(command.isEmpty() ? "" : command.get(0));
        command.stream()
                .skip(1)
                .map(argument -> argument.contains(" ") ? "'" + argument + "'" : argument)
                .forEach(argument -> text.append(' ').append(argument));
        return text.toString();
    }

    private static List<Port> ports(Container container) {
        return container.network().ports().entrySet().stream()
                .flatMap(entry -> ports(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Port::privatePort)
                        .thenComparing(Port::type)
                        .thenComparing(port -> port.publicPort().orElse(0)))
                .toList();
    }

    private static Stream<Port> ports(String port, List<HostPort> addresses) {
        int slash = port.indexOf('/');
        int number = Ports.number(slash < 0 ? port : port.substring(0, slash)).orElse(0);
        String type = slash < 0 ? "tcp" : port.substring(slash + 1);
        return addresses.isEmpty()
                ? Stream.of(new Port("", number, OptionalInt.empty(), type))
                : addresses.stream().map(address -> new Port(address.ip(), number, Ports.number(address.port()), type));
    }

    private static OptionalLong size(Optional<Long> bytes) {
        return bytes.filter(size -> size != 0).map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
