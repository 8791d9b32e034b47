package dev.wharf.networks.live;

import dev.wharf.engine.api.EngineException.Forbidden;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.networks.address.Block;
import dev.wharf.networks.address.Literals;
import dev.wharf.networks.name.NetworkNames;
import dev.wharf.networks.record.NetworkRecord;
import dev.wharf.networks.record.SubnetRecord;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Subnet;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** A network, and who is in it. Thread-safe. */
public final class LiveNetwork {
    /** The networks that are always there; clients can neither make nor remove them. */
    public static final List<String> PREDEFINED = List.of("bridge", "host", "none");

    private static final Set<String> WITHOUT_DRIVER = Set.of("host", "null");
    private static final String OTHER_ROUTER_IPV4 = "DefaultGatewayIPv4";
    private static final String OTHER_ROUTER_IPV6 = "DefaultGatewayIPv6";

    private final NetworkRecord record;
    private final NetworkSpec spec;
    private final NetworkNames names;
    private final Making making;
    private final Map<Boolean, Optional<InetAddress>> gateways;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, LiveEndpoint> members = new LinkedHashMap<>(); // by container; guarded by lock
    private boolean isLeaving; // guarded by lock

    /** A network without members. */
    public LiveNetwork(NetworkRecord record) {
        this.record = record;
        this.spec = spec(record);
        this.names = new NetworkNames(record.name());
        this.making = new Making(spec);
        this.gateways = Map.of(false, gatewayOf(false), true, gatewayOf(true));
    }

    /** What is kept of it. */
    public NetworkRecord record() {
        return record;
    }

    /** Its id. */
    public String id() {
        return record.id();
    }

    /** Its name. */
    public String name() {
        return record.name();
    }

    /** The name of its driver. */
    public String driver() {
        return record.driver();
    }

    /** What its driver is told. */
    public NetworkSpec spec() {
        return spec;
    }

    /** Who is called what in it. */
    public NetworkNames names() {
        return names;
    }

    /** Whether a driver does its work. */
    public boolean needsDriver() {
        return !WITHOUT_DRIVER.contains(record.driver());
    }

    /** Whether it is always there. */
    public boolean isPredefined() {
        return PREDEFINED.contains(record.name());
    }

    /** Whether the names of its members are served. */
    public boolean hasNames() {
        return !isPredefined() && needsDriver();
    }

    /** The router of its members, as far as it is known without the driver. */
    public Optional<InetAddress> gateway(boolean isIpv6) {
        return gateways.getOrDefault(isIpv6, Optional.empty());
    }

    private Optional<InetAddress> gatewayOf(boolean isIpv6) {
        String other = isIpv6 ? OTHER_ROUTER_IPV6 : OTHER_ROUTER_IPV4;
        return record.isInternal()
                ? Optional.empty()
                : spec.subnets().stream()
                        .filter(subnet -> subnet.pool().isIpv6() == isIpv6)
                        .findFirst()
                        .flatMap(
                                subnet -> Optional.ofNullable(subnet.auxiliary().get(other))
                                        .or(subnet::gateway));
    }

    /** What its driver has made of it. */
    public Making making() {
        return making;
    }

    /**
     * A container joins.
     *
     * @param containerName for the refusal
     * @throws NotFound when the network is being removed
     * @throws Forbidden when the container is in it already
     */
    public void join(LiveEndpoint endpoint, String containerName) {
        lock.lock();
        try {
            if (isLeaving) {
                throw new NotFound("network " + name() + " not found");
            }
            if (members.putIfAbsent(endpoint.containerId(), endpoint) != null) {
                throw new Forbidden("endpoint with name " + containerName + " already exists in network " + name());
            }
        } finally {
            lock.unlock();
        }
    }

    /** A container leaves, if it is in. */
    public void leave(LiveEndpoint endpoint) {
        lock.lock();
        try {
            members.remove(endpoint.containerId(), endpoint);
        } finally {
            lock.unlock();
        }
    }

    /** Who is in it, in the order of their coming. */
    public List<LiveEndpoint> members() {
        lock.lock();
        try {
            return List.copyOf(members.values());
        } finally {
            lock.unlock();
        }
    }

    /** The connection of a container. */
    public Optional<LiveEndpoint> member(String containerId) {
        lock.lock();
        try {
            return Optional.ofNullable(members.get(containerId));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets nobody join any more.
     *
     * @throws NotFound when somebody else removes it
     * @throws Forbidden while it has members
     */
    public void close() {
        lock.lock();
        try {
            if (isLeaving) {
                throw new NotFound("network " + name() + " not found");
            }
            if (!members.isEmpty()) {
                throw new Forbidden(
                        "error while removing network: network " + name() + " id " + id() + " has active endpoints");
            }
            isLeaving = true;
        } finally {
            lock.unlock();
        }
    }

    /** It was not removed after all. */
    public void reopen() {
        making.reopen();
        lock.lock();
        try {
            isLeaving = false;
        } finally {
            lock.unlock();
        }
    }

    private static NetworkSpec spec(NetworkRecord record) {
        return new NetworkSpec(
                new NetworkId(record.id()),
                record.name(),
                record.addresses().subnets().stream()
                        .flatMap(subnet -> subnet(subnet).stream())
                        .toList(),
                record.options(),
                record.isInternal());
    }

    private static Optional<Subnet> subnet(SubnetRecord subnet) {
        Map<String, InetAddress> auxiliary = subnet.auxiliary().entrySet().stream()
                .filter(entry -> Literals.address(entry.getValue()).isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Literals.address(entry.getValue())
                        .orElseThrow()));
        return Block.prefix(subnet.pool()).map(pool -> new Subnet(pool, Literals.address(subnet.gateway()), auxiliary));
    }
}
