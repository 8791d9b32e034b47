package dev.wharf.networks.life;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException.Forbidden;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.engine.api.network.NetworkCreated;
import dev.wharf.engine.api.network.NetworkRequest;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.networks.live.NetworkTable;
import dev.wharf.networks.record.NetworkRecord;
import dev.wharf.networks.record.NetworkRecord.Addresses;
import dev.wharf.networks.record.NetworkStore;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a network: addresses, record, driver. The record comes before the driver's work, so that a crash leaves nothing that
 * nobody knows. The messages are those of Docker 20.10, daemon/network.go.
 */
final class CreateNetwork {
    private static final Set<String> ONLY_ONCE = Set.of("host", "null");
    private static final Set<String> RESERVED = Set.of("bridge", "host", "none", "default");

    private final NetworkTable networks;
    private final NetworkStore store;
    private final NetworkAddresses addresses;
    private final Endpoints endpoints;
    private final DriverRegistry drivers;
    private final Retries retries;
    private final EventLog events;
    private final Clock clock;
    private final Ids ids = new Ids();

    CreateNetwork(Surroundings around, Endpoints endpoints, Retries retries) {
        this.networks = around.networks();
        this.store = around.store();
        this.addresses = around.addresses();
        this.endpoints = endpoints;
        this.retries = retries;
        this.drivers = around.drivers();
        this.events = around.events();
        this.clock = around.clock();
    }

    NetworkCreated run(NetworkRequest request) {
        checkName(request.name());
        String driver = request.driver().isEmpty() ? drivers.network().defaultName() : request.driver();
        String scope = scope(driver);
        checkSubnets(driver, request.ipam());
        Optional<LiveNetwork> other = networks.beginMaking(request.name(), request.refusesDuplicate());
        try {
            LiveNetwork network = made(request, driver, scope);
            events.tell("create", network);
            return new NetworkCreated(
                    network.id(),
                    other.map(there ->
                                    "Network with name " + there.name() + " (id : " + there.id() + ") already exists")
                            .orElse(""));
        } finally {
            networks.endMaking(request.name());
        }
    }

    private static void checkName(String name) {
        if (RESERVED.contains(name)) {
            throw new Forbidden("operation is not permitted on predefined " + name + " network ");
        }
        if (name.isBlank()) {
            throw new InvalidArgument("invalid name: " + name);
        }
    }

    private String scope(String driver) {
        if (ONLY_ONCE.contains(driver)) {
            throw new Forbidden("only one instance of \"" + driver + "\" network is allowed");
        }
        return drivers.networkProvider(driver)
                .orElseThrow(() -> new NotFound("plugin \"" + driver + "\" not found"))
                .scope()
                .name()
                .toLowerCase(Locale.ROOT);
    }

    private static void checkSubnets(String driver, Ipam ipam) {
        long ipv6 = ipam.subnets().stream()
                .filter(subnet -> subnet.pool().contains(":"))
                .count();
        if (driver.equals("bridge") && (ipv6 > 1 || ipam.subnets().size() - ipv6 > 1)) {
            throw new Forbidden("bridge driver doesn't support multiple subnets");
        }
    }

    private LiveNetwork made(NetworkRequest request, String driver, String scope) {
        Ipam ipam = request.ipam().driver().isEmpty()
                ? new Ipam(Pools.OWN, request.ipam().options(), request.ipam().subnets())
                : request.ipam();
        Addresses reserved = addresses.reserve(ipam, request.isIpv6());
        LiveNetwork network = new LiveNetwork(new NetworkRecord(
                ids.next(),
                request.name(),
                clock.instant(),
                scope,
                driver,
                request.isIpv6(),
                request.isInternal(),
                reserved,
                request.options(),
                request.labels()));
        boolean isDone = false;
        try {
            store.put(network.record());
            endpoints.make(network);
            networks.add(network);
            isDone = true;
            return network;
        } finally {
            if (!isDone) {
                takeBack(network);
            }
        }
    }

    /**
     * A driver that left in the middle may have made it, or a part of it. The record stays, and nobody gets its addresses, until
     * the next one has removed that.
     */
    private void takeBack(LiveNetwork network) {
        retries.attempt("the removal of network " + network.name() + ", which was not made", () -> {
            if (network.making().isDoubtful()) {
                endpoints.remove(network);
            }
            store.remove(network.record());
            addresses.release(network.record().addresses());
        });
    }
}
