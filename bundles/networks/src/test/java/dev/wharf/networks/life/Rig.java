package dev.wharf.networks.life;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.engine.api.network.NetworkRequest;
import dev.wharf.engine.api.network.NetworkSpace;
import dev.wharf.networks.address.Block;
import dev.wharf.networks.address.HostPrefix;
import dev.wharf.networks.port.PortRange;
import dev.wharf.networks.testing.FakeNameServers;
import dev.wharf.networks.testing.FakeNetworkDriver;
import dev.wharf.networks.testing.FakeRegistry;
import dev.wharf.networks.testing.InMemoryStore;
import dev.wharf.networks.testing.RecordedEvents;
import dev.wharf.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Networks with everything around them. */
final class Rig implements AutoCloseable {
    final FakeRegistry registry = new FakeRegistry();
    final RecordedEvents events = new RecordedEvents();
    final FakeNameServers servers = new FakeNameServers();
    final List<HostPrefix> host = new ArrayList<>();
    final Map<String, String> flags = new LinkedHashMap<>();
    final InMemoryStore memory = new InMemoryStore();
    Store store = memory;
    /** Called whenever the time is asked for: after the addresses of a new network are reserved, before it is recorded. */
    volatile Runnable onTime = () -> {};

    FakeNetworkDriver driver = new FakeNetworkDriver();
    NetworkLife life;

    Rig(String... settings) {
        flags.put("userland-proxy", "false");
        for (int i = 0; i < settings.length; i += 2) {
            flags.put(settings[i], settings[i + 1]);
        }
        registry.network().arrive("bridge", driver);
        life = started();
        life.recovered();
    }

    /** Ends the daemon and starts another one; the driver's kernel remembers. */
    void restart() {
        life.close();
        life = started();
    }

    private NetworkLife started() {
        NetworkSettings settings = DaemonSettings.from(name -> flags.get(name.replaceFirst("^wharf\\.", "")))
                .network();
        NetworkLife started = new NetworkLife(
                new NetworkLife.Needs(settings, store, registry, events, () -> List.copyOf(host), free(), clock()));
        started.use(servers);
        return started;
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                onTime.run();
                return Instant.now();
            }
        };
    }

    /** Ports that nobody else uses in a while: tests run beside others. */
    private static PortRange free() {
        return new PortRange(21_000, 21_400);
    }

    void hostUses(String link, String prefix) {
        host.add(new HostPrefix(link, Block.prefix(prefix).orElseThrow(), false));
    }

    void hostHas(String link, String prefix) {
        host.add(new HostPrefix(link, Block.prefix(prefix).orElseThrow(), true));
    }

    String create(String name) {
        return create(name, Ipam.any());
    }

    String create(String name, Ipam ipam) {
        return life.create(request(name, ipam)).id();
    }

    static NetworkRequest request(String name, Ipam ipam) {
        return new NetworkRequest(name, true, "", false, false, ipam, Map.of(), Map.of());
    }

    static Ipam ipam(String pool, String range, String gateway) {
        return new Ipam("default", Map.of(), List.of(new Ipam.Subnet(pool, range, gateway, Map.of())));
    }

    static String id(int number) {
        return String.format("%012x", 0xabc000L + number) + "0".repeat(52);
    }

    static ConnectRequest container(int number, String... networks) {
        Map<String, EndpointRequest> all = new LinkedHashMap<>();
        for (String network : networks) {
            all.put(network, EndpointRequest.any());
        }
        return container(number, all, Map.of());
    }

    static ConnectRequest container(
            int number, Map<String, EndpointRequest> networks, Map<String, List<HostPort>> bindings) {
        return new ConnectRequest(
                id(number),
                "c" + number,
                networks,
                "",
                new ConnectRequest.Ports(Set.of(), bindings, false),
                List.of(),
                new ConnectRequest.Resolving(List.of(), List.of()));
    }

    static NetworkSpace space(int number) {
        return new NetworkSpace(id(number), Path.of("/proc/" + (1000 + number) + "/ns/net"));
    }

    Connections run(ConnectRequest request, int number) {
        life.prepare(request);
        return life.attach(space(number));
    }

    Connections run(int number, String... networks) {
        return run(container(number, networks), number);
    }

    static String address(Connections connections, String network) {
        return in(connections.endpoints(), network).endpoint().ipAddress();
    }

    /** What a map has for a key. */
    static <K, V> V in(Map<K, V> map, K key) {
        return Optional.ofNullable(map.get(key)).orElseThrow();
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[4]))) {
            return socket.isBound();
        } catch (IOException ignored) {
            return false; // somebody has it
        }
    }

    @Override
    public void close() {
        life.close();
    }
}
