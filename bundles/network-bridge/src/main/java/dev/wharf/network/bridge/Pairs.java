package dev.wharf.network.bridge;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.Sandbox;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes and removes the pairs of interfaces that connect containers. The host's ends are known by their marks. */
final class Pairs {
    private final Links links;
    private final Remains remains;
    /** The host's ends that are expected to be there. */
    private final Map<EndpointId, HostEnd> ends = new ConcurrentHashMap<>();

    /**
     * The host's end of an endpoint.
     *
     * @param name of the interface
     * @param mark of the endpoint
     * @param namespace of the container; empty for one that was connected before this driver was opened
     */
    record HostEnd(String name, String mark, Optional<Path> namespace) {
        /** Whether the container has ended, so that its interface goes by itself. */
        boolean isVanishing() {
            return namespace.isPresent() && !Files.exists(namespace.get());
        }
    }

    Pairs(Links links, Remains remains) {
        this.links = links;
        this.remains = remains;
    }

    /**
     * Connects a container; does nothing where it is connected so already.
     *
     * @param bridge that it joins
     */
    void join(Endpoint endpoint, LiveBridge bridge, Sandbox sandbox, JoinOptions options) {
        for (String name : Names.hostEnds(endpoint.id())) {
            Pair pair = pair(name, endpoint, bridge, options);
            if (isPlugged(pair, sandbox)) {
                ends.put(endpoint.id(), new HostEnd(name, endpoint.mark(), Optional.of(sandbox.namespace())));
                setNeighbours(endpoint, bridge.index());
                return;
            }
        }
        throw new DriverException(
                Kind.EXHAUSTED, "no name is left for an interface of endpoint " + endpoint.id() + " on the host");
    }

    private static DriverException noSandbox(Sandbox sandbox) {
        return new DriverException(Kind.NOT_FOUND, "no such sandbox: " + sandbox.id());
    }

    private static Pair pair(String name, Endpoint endpoint, LiveBridge bridge, JoinOptions options) {
        BridgeNetwork network = endpoint.network();
        List<InetAddress> gateways = options.isDefaultRoute()
                ? Stream.concat(
                                endpoint.spec().ipv4().flatMap(address -> network.gateway(false)).stream(),
                                endpoint.spec().ipv6().flatMap(address -> network.gateway(true)).stream())
                        .toList()
                : List.of();
        return new Pair(
                name,
                endpoint.mark(),
                bridge.index(),
                bridge.isHairpin(),
                options.interfaceName(),
                endpoint.mac(),
                network.options().mtu(),
                endpoint.addresses(),
                gateways);
    }

    /** Whether the pair is there now; not when somebody else has the name. */
    private boolean isPlugged(Pair pair, Sandbox sandbox) {
        try {
            links.plug(pair, sandbox.namespace());
            return true;
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                throw noSandbox(sandbox);
            }
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            return isPluggedAfterClash(pair, sandbox, e);
        }
    }

    private boolean isPluggedAfterClash(Pair pair, Sandbox sandbox, LinuxException clash) {
        Optional<HostLink> there = links.find(pair.name());
        if (there.isEmpty()) { // so it was the name in the container
            links.delete(orphan(pair, sandbox).orElseThrow(() -> clash).index());
            links.plug(pair, sandbox.namespace());
            return true;
        }
        if (!there.get().alias().equals(pair.alias())) {
            return false;
        }
        if (isEndIn(there.get(), pair, sandbox)) {
            links.enslave(there.get().index(), pair.bridge(), pair.isHairpin());
            links.repair(pair, sandbox.namespace());
        } else { // of an earlier run that was not cleaned up
            links.delete(there.get().index());
            links.plug(pair, sandbox.namespace());
        }
        return true;
    }

    /**
     * The host's end of an interface that has the name in the container and belongs to nobody: the daemon was killed before it
     * could note whom it had made it for, or after that. What belongs to somebody has a name that the engine does not give again.
     */
    private Optional<HostLink> orphan(Pair pair, Sandbox sandbox) {
        return links.inside(sandbox.namespace(), pair.inside())
                .filter(inside -> inside.kind().equals(HostLink.VETH))
                .flatMap(inside -> links.list().stream()
                        .filter(end -> end.index() == inside.peer() && end.peer() == inside.index())
                        .filter(end -> end.master() == pair.bridge())
                        .findFirst())
                .filter(end -> end.alias().isEmpty() || Names.isMarkOfEndpoint(end.alias()))
                .filter(end ->
                        ends.values().stream().noneMatch(known -> known.mark().equals(end.alias())));
    }

    private boolean isEndIn(HostLink end, Pair pair, Sandbox sandbox) {
        return links.inside(sandbox.namespace(), pair.inside())
                .filter(inside -> inside.kind().equals(HostLink.VETH))
                .filter(inside -> inside.index() == end.peer() && inside.peer() == end.index())
                .filter(inside -> inside.mac().equals(pair.mac().value()))
                .isPresent();
    }

    /** Whoever had one of the addresses before had another hardware address. */
    private void setNeighbours(Endpoint endpoint, int bridge) {
        if (endpoint.hasOwnMac()) {
            endpoint.addresses()
                    .forEach(address -> links.neighbour(bridge, address.address(), Optional.of(endpoint.mac())));
        }
    }

    /**
     * Takes a container out. Its interface is gone at once if it lives on; otherwise its namespace dies with it, and the
     * interface a moment later.
     */
    void leave(EndpointId endpoint, Sandbox sandbox) {
        Optional<HostLink> end = end(endpoint);
        ends.remove(endpoint);
        end.ifPresent(link -> remove(link, !Files.exists(sandbox.namespace())));
    }

    private void remove(HostLink link, boolean isVanishing) {
        if (isVanishing) {
            remains.expectToVanish(link);
        } else {
            links.delete(link.index());
        }
    }

    /** Removes what is left of an endpoint. */
    void remove(Endpoint endpoint, int bridge) {
        HostEnd end = ends.remove(endpoint.id());
        if (end != null) {
            find(end).ifPresent(link -> remove(link, end.isVanishing()));
        }
        if (endpoint.hasOwnMac()) {
            endpoint.addresses().forEach(address -> links.neighbour(bridge, address.address(), Optional.empty()));
        }
    }

    private Optional<HostLink> end(EndpointId endpoint) {
        HostEnd known = ends.get(endpoint);
        return known != null
                ? find(known)
                : links.list().stream().filter(link -> isOf(link, endpoint)).findFirst();
    }

    private Optional<HostLink> find(HostEnd end) {
        return links.find(end.name()).filter(link -> link.alias().equals(end.mark()));
    }

    private static boolean isOf(HostLink link, EndpointId endpoint) {
        return Names.isMarkOf(link.alias(), endpoint);
    }

    /** Whether some container is connected, maybe by another daemon of this host. */
    boolean areThereAny() {
        return links.list().stream().anyMatch(link -> Names.isMarkOfEndpoint(link.alias()));
    }

    /** Puts the ends of a network's endpoints into its bridge again, and removes those of others. */
    void restore(BridgeNetwork network, LiveBridge bridge, Collection<Endpoint> endpoints) {
        Map<String, Endpoint> byMark =
                endpoints.stream().collect(Collectors.toMap(Endpoint::mark, Function.identity(), (one, same) -> one));
        String marks = Names.markOfEndpoints(network.id());
        links.list().stream().filter(link -> link.alias().startsWith(marks)).forEach(link -> {
            Endpoint endpoint = byMark.get(link.alias());
            if (endpoint == null) {
                links.delete(link.index());
            } else {
                restore(endpoint, link, bridge);
            }
        });
    }

    private void restore(Endpoint endpoint, HostLink end, LiveBridge bridge) {
        ends.put(endpoint.id(), new HostEnd(end.name(), end.alias(), Optional.empty()));
        if (end.master() != bridge.index() || !end.isUp()) {
            links.enslave(end.index(), bridge.index(), bridge.isHairpin());
        }
    }
}
