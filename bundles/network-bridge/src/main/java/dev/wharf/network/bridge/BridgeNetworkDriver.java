package dev.wharf.network.bridge;

import static dev.wharf.network.bridge.Failures.translated;

import dev.wharf.linux.LinuxException;
import dev.wharf.network.bridge.firewall.Addresses;
import dev.wharf.network.bridge.firewall.Passage;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.HostReport;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.PeerFilter;
import dev.wharf.spi.network.PortPublisher;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.Sandbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Connects containers by a bridge for each network. Keeps nothing but what the engine tells: what is in the kernel bears marks.
 * Thread-safe as the engine calls it.
 */
final class BridgeNetworkDriver implements NetworkDriver, PortPublisher, PeerFilter, HostReport {
    private final Links links;
    private final Rules rules;
    private final HostSettings settings;
    private final Bridges bridges;
    private final Pairs pairs;
    private final Map<NetworkId, Live> networks = new ConcurrentHashMap<>();
    private final Map<EndpointId, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /**
     * A network that is there.
     *
     * @param network as it is to be
     * @param bridge of it
     */
    private record Live(BridgeNetwork network, LiveBridge bridge) {}

    BridgeNetworkDriver(Links links, Rules rules, HostSettings settings, Remains remains) {
        this.links = links;
        this.rules = rules;
        this.settings = settings;
        this.bridges = new Bridges(links, settings);
        this.pairs = new Pairs(links, remains);
    }

    @Override
    public void createNetwork(NetworkSpec spec) {
        BridgeNetwork network = BridgeNetwork.of(spec);
        requireOwnBridge(network);
        translated("make network " + spec.name(), () -> make(network));
    }

    private void requireOwnBridge(BridgeNetwork network) {
        networks.values().stream()
                .map(Live::network)
                .filter(other ->
                        other.bridge().equals(network.bridge()) && !other.id().equals(network.id()))
                .findFirst()
                .ifPresent(other -> {
                    throw new DriverException(
                            Kind.ALREADY_EXISTS,
                            "bridge " + network.bridge() + " belongs to network "
                                    + other.spec().name());
                });
    }

    /** The rules come first: no packet goes before they hold. */
    private void make(BridgeNetwork network) {
        boolean isKnown = networks.containsKey(network.id());
        boolean isFiltered = rules.network(network);
        try {
            if (isFiltered && !network.options().containersTalk()) {
                settings.requireFilterInside();
            }
            HostLink bridge = bridges.ensure(network);
            if (isFiltered && !network.spec().isInternal()) {
                settings.routeLoopback(network);
            }
            networks.put(
                    network.id(),
                    new Live(network, new LiveBridge(bridge.index(), settings.isFilteredInside(network))));
        } catch (DriverException | LinuxException e) {
            if (!isKnown) {
                undo(network, e);
            }
            throw e;
        }
    }

    private void undo(BridgeNetwork network, RuntimeException cause) {
        try {
            rules.removeNetwork(network);
        } catch (DriverException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void removeNetwork(NetworkId id) {
        translated("remove network " + id, () -> {
            bridges.remove(id);
            Live live = networks.get(id);
            if (live != null) {
                rules.removeNetwork(live.network());
                networks.remove(id);
            }
        });
    }

    @Override
    public EndpointSpec createEndpoint(EndpointSpec spec) {
        Endpoint endpoint = endpoint(spec, live(spec.network()).network());
        Endpoint before = endpoints.put(spec.id(), endpoint);
        if (before != null && !before.addresses().equals(endpoint.addresses())) {
            rules.remove(before.plainAddresses());
        }
        return endpoint.spec();
    }

    private static Endpoint endpoint(EndpointSpec spec, BridgeNetwork network) {
        List<IpPrefix> addresses = new ArrayList<>();
        spec.ipv4().ifPresent(addresses::add);
        spec.ipv6().ifPresent(addresses::add);
        if (addresses.isEmpty()) {
            throw new DriverException(Kind.INVALID_ARGUMENT, "endpoint " + spec.id() + " has no address");
        }
        for (IpPrefix address : addresses) {
            if (!Bridges.hasSubnetFor(network, address)) {
                throw new DriverException(
                        Kind.INVALID_ARGUMENT,
                        "address " + address + " is in no subnet of network "
                                + network.spec().name());
            }
        }
        var mac = spec.mac().or(() -> Optional.of(HardwareAddresses.of(addresses.get(0))));
        return new Endpoint(
                new EndpointSpec(spec.id(), spec.network(), spec.ipv4(), spec.ipv6(), mac, spec.options()), network);
    }

    @Override
    public Attachment join(EndpointId id, Sandbox sandbox, JoinOptions options) {
        Endpoint endpoint = endpoint(id);
        translated("connect container " + sandbox.id(), () -> join(endpoint, sandbox, options));
        BridgeNetwork network = endpoint.network();
        return new Attachment(
                options.interfaceName(),
                endpoint.mac(),
                endpoint.spec().ipv4().flatMap(address -> network.gateway(false)),
                endpoint.spec().ipv6().flatMap(address -> network.gateway(true)));
    }

    /** Somebody may have removed the bridge, which is made anew then. */
    private void join(Endpoint endpoint, Sandbox sandbox, JoinOptions options) {
        Live live = live(endpoint.network().id());
        try {
            pairs.join(endpoint, live.bridge(), sandbox, options);
        } catch (LinuxException e) {
            if (links.find(live.network().bridge())
                    .filter(link -> link.index() == live.bridge().index())
                    .isPresent()) {
                throw e;
            }
            make(live.network());
            pairs.join(endpoint, live(endpoint.network().id()).bridge(), sandbox, options);
        }
    }

    @Override
    public void leave(EndpointId endpoint, Sandbox sandbox) {
        translated("disconnect container " + sandbox.id(), () -> pairs.leave(endpoint, sandbox));
    }

    @Override
    public void removeEndpoint(EndpointId id) {
        Endpoint endpoint = endpoints.get(id);
        if (endpoint == null) {
            return;
        }
        translated("remove endpoint " + id, () -> {
            rules.remove(endpoint.plainAddresses());
            Optional.ofNullable(networks.get(endpoint.network().id()))
                    .ifPresent(live -> pairs.remove(endpoint, live.bridge().index()));
        });
        endpoints.remove(id);
    }

    @Override
    public void restore(NetworkId id, Collection<EndpointSpec> inUse) {
        Live live = live(id);
        List<Endpoint> those =
                inUse.stream().map(spec -> endpoint(spec, live.network())).toList();
        translated("restore network " + id, () -> {
            pairs.restore(live.network(), live.bridge(), those);
            rules.retain(
                    live.network(), those.stream().map(Endpoint::plainAddresses).toList());
        });
        endpoints.values().removeIf(endpoint -> endpoint.network().id().equals(id));
        those.forEach(endpoint -> endpoints.put(endpoint.id(), endpoint));
    }

    @Override
    public void publish(EndpointId id, Collection<PublishedPort> ports) {
        Addresses container = endpoint(id).plainAddresses();
        translated("publish ports", () -> rules.publish(container, ports));
    }

    @Override
    public void open(EndpointId source, Collection<Opening> openings) {
        Addresses from = endpoint(source).plainAddresses();
        List<Passage> passages = openings.stream()
                .map(each -> new Passage(endpoint(each.target()).plainAddresses(), each.protocol(), each.port()))
                .toList();
        translated("open ports between containers", () -> rules.open(from, passages));
    }

    @Override
    public List<NamedValue> details(NetworkId id) {
        List<NamedValue> details = new ArrayList<>();
        details.add(new NamedValue("Bridge", live(id).network().bridge()));
        if (!rules.absence().isEmpty()) {
            details.add(new NamedValue("Packet filter", "none: " + rules.absence()));
        }
        return details;
    }

    @Override
    public List<String> warnings() {
        return rules.warnings();
    }

    private Live live(NetworkId id) {
        return Optional.ofNullable(networks.get(id))
                .orElseThrow(() -> new DriverException(Kind.NOT_FOUND, "no such network: " + id));
    }

    private Endpoint endpoint(EndpointId id) {
        return Optional.ofNullable(endpoints.get(id))
                .orElseThrow(() -> new DriverException(Kind.NOT_FOUND, "no such endpoint: " + id));
    }

    /** Links, rules and traffic stay as they are; but that rules which no container needs are taken away. */
    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            try {
                if (!pairs.areThereAny()) {
                    rules.clear();
                }
            } catch (LinuxException | DriverException e) {
                rules.warn("the rules of the packet filter stay", e);
            } finally {
                rules.close();
                links.close();
            }
        }
    }
}
