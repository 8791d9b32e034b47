package dev.wharf.networks.port;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A port of a container.
 *
 * @param number of it
 * @param protocol that it is for
 */
public record ContainerPort(int number, Protocol protocol) implements Comparable<ContainerPort> {
    /** Checks the number. */
    public ContainerPort {
        requireNonNull(protocol, "protocol");
        new PortRange(number, number);
    }

    /**
     * Reads a port or a range, such as {@code 80/tcp}, {@code 53/udp}, {@code 80} or {@code 8000-8010/tcp}.
     *
     * @throws InvalidArgument when it is none
     */
    public static List<ContainerPort> parse(String text) {
        int slash = text.indexOf('/');
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
        Protocol found = Arrays.stream(Protocol.values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(protocol))
                .findFirst()
                .orElseThrow(() -> new InvalidArgument("Invalid proto: " + protocol));
        PortRange range = PortRange.parse(slash < 0 ? text : text.substring(0, slash));
        return IntStream.rangeClosed(range.first(), range.last())
                .mapToObj(number -> new ContainerPort(number, found))
                .toList();
    }

    @Override
    public int compareTo(ContainerPort other) {
        int byNumber = Integer.compare(number, other.number);
        return byNumber == 0 ? protocol.compareTo(other.protocol) : byNumber;
    }

    /** As clients write it, such as {@code 80/tcp}. */
    @Override
    public String toString() {
        return number + "/" + protocol.name().toLowerCase(Locale.ROOT);
    }
}
