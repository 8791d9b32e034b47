package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.networks.address.Literals;
import dev.wharf.networks.live.LiveContainer;
import dev.wharf.networks.live.LiveEndpoint;
import dev.wharf.networks.port.ContainerPort;
import dev.wharf.networks.port.HeldPort;
import dev.wharf.networks.port.PortAllocator;
import dev.wharf.networks.port.PortRange;
import dev.wharf.networks.port.PortRequest;
import dev.wharf.spi.network.PublishedPort;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ports of the host that containers have. Thread-safe. */
final class Published {
    private static final InetAddress ANY_IPV6 = Literals.address("::").orElseThrow();

    private final PortAllocator allocator;
    private final Endpoints endpoints;
    private final boolean filters;

    /**
     * Takes ports from an allocator.
     *
     * @param filters whether drivers may lead ports with the packet filter; or else only the relay does
     */
    Published(PortAllocator allocator, Endpoints endpoints, boolean filters) {
        this.allocator = allocator;
        this.endpoints = endpoints;
        this.filters = filters;
    }

    /**
     * Takes what a container wants, if it has a way to the outside and has no ports yet.
     *
     * @throws EngineException Internal when a port is taken, which Docker answers with 500, InvalidArgument; no port is taken
     *     then. The messages are those of Docker 20.10, libnetwork/endpoint.go
     */
    void claim(LiveContainer container) {
        List<PortRequest> wanted = container.wishes().published();
        Optional<LiveEndpoint> way = container.way();
        if (wanted.isEmpty() || way.isEmpty() || !container.ports().isEmpty()) {
            return;
        }
        String where = "driver failed programming external connectivity on endpoint " + container.name() + " ("
                + way.get().id() + "): ";
        List<HeldPort> held = new ArrayList<>();
        boolean isDone = false;
        try {
            wanted.forEach(request -> held.add(allocator.claim(request)));
            container.holds(held);
            isDone = true;
        } catch (Conflict e) {
            throw new Internal(where + e.getMessage(), e);
        } catch (InvalidArgument e) {
            throw new InvalidArgument(where + e.getMessage(), e);
        } finally {
            if (!isDone) {
                held.forEach(HeldPort::close);
            }
        }
    }

    /** Takes back what a running container has had all the time. */
    void retake(LiveContainer container, Connections connections) {
        List<HeldPort> held = new ArrayList<>();
        connections.ports().forEach((text, places) -> ContainerPort.parse(text)
                .forEach(port -> places.forEach(place -> retaken(port, place).ifPresent(held::add))));
        container.holds(held);
    }

    private Optional<HeldPort> retaken(ContainerPort port, HostPort place) {
        return Literals.address(place.ip()).map(address -> {
            PortRange range = PortRange.parse(place.port());
            return allocator.retake(new PortRequest(port, address, Optional.of(range)), range.first());
        });
    }

    /**
     * Leads the ports of a container to it, by its way to the outside.
     *
     * @throws EngineException what stands against it
     */
    void lead(LiveContainer container) {
        if (container.ports().isEmpty()) {
            return;
        }
        container.way().ifPresent(way -> {
            if (filters) {
                endpoints.publish(way, ports(container, way));
            }
            carry(container, way);
        });
    }

    /** Carries by relay what the packet filter does not lead. */
    void carry(LiveContainer container, LiveEndpoint way) {
        way.addresses().stream()
                .findFirst()
                .ifPresent(address -> container.ports().forEach(port -> port.carryTo(address)));
    }

    /** Whether drivers may lead ports. */
    boolean filters() {
        return filters;
    }

    /** What a driver is told: a port on all addresses is one on all IPv6 addresses, too, where the container has one. */
    static List<PublishedPort> ports(LiveContainer container, LiveEndpoint way) {
        List<PublishedPort> named =
                container.ports().stream().map(HeldPort::published).toList();
        if (way.spec().ipv6().isEmpty()) {
            return named;
        }
        return Stream.concat(
                        named.stream(),
                        named.stream()
                                .filter(port -> port.hostAddress().isAnyLocalAddress())
                                .map(port -> new PublishedPort(
                                        port.protocol(), ANY_IPV6, port.hostPort(), port.containerPort())))
                .distinct()
                .toList();
    }

    /** Frees the ports of a container. */
    void free(LiveContainer container) {
        container.ports().forEach(HeldPort::close);
        container.holds(List.of());
    }
}
