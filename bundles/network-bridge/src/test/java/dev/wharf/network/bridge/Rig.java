package dev.wharf.network.bridge;

import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Sandbox;
import dev.wharf.spi.network.Subnet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.LoggerFactory;

/** A driver on a host in memory. */
final class Rig {
    static final NetworkId WEB = new NetworkId("a".repeat(64));
    static final NetworkId OTHER = new NetworkId("b".repeat(64));
    static final EndpointId ONE = new EndpointId("1".repeat(64));
    static final EndpointId TWO = new EndpointId("2".repeat(64));
    static final JoinOptions ETH0 = new JoinOptions("eth0", true);
    static final String BRIDGE = "br-aaaaaaaaaaaa";

    final FakeLinks links = new FakeLinks();
    final FakeFirewall firewall = new FakeFirewall();
    final FakeSysctls sysctls = new FakeSysctls();
    final Queue<Runnable> later = new ArrayDeque<>();
    private final Path folder;
    BridgeNetworkDriver driver;

    Rig(Path folder) {
        this.folder = folder;
        this.driver = open(true);
    }

    /** As after an update of the bundle. */
    BridgeNetworkDriver open(boolean forwards) {
        var log = LoggerFactory.getLogger("test");
        driver = new BridgeNetworkDriver(
                links,
                new Rules(firewall, log),
                new HostSettings(sysctls, forwards),
                new Remains(links, log, later::add));
        return driver;
    }

    /** The time passes. */
    void runLater() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    static NetworkSpec network(NetworkId id, String pool, Map<String, String> options) {
        IpPrefix prefix = prefix(pool);
        return new NetworkSpec(id, "web", List.of(subnet(prefix)), options, false);
    }

    static NetworkSpec web() {
        return network(WEB, "10.1.0.0/24", Map.of());
    }

    /** With the first address as the gateway. */
    static Subnet subnet(IpPrefix pool) {
        byte[] gateway = pool.address().getAddress();
        gateway[gateway.length - 1] = 1;
        return new Subnet(pool, Optional.of(address(gateway)), Map.of());
    }

    static EndpointSpec endpoint(EndpointId id, String address) {
        return new EndpointSpec(id, WEB, Optional.of(prefix(address)), Optional.empty(), Optional.empty(), Map.of());
    }

    static EndpointSpec withMac(EndpointSpec spec, String mac) {
        return new EndpointSpec(
                spec.id(), spec.network(), spec.ipv4(), spec.ipv6(), Optional.of(new MacAddress(mac)), Map.of());
    }

    static IpPrefix prefix(String text) {
        int slash = text.indexOf('/');
        return new IpPrefix(ip(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A container that runs. */
    Sandbox sandbox(String id) {
        try {
            Path file = folder.resolve(id);
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            return new Sandbox(id, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The container ends. */
    static void end(Sandbox sandbox) {
        try {
            Files.delete(sandbox.namespace());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeLinks.Inside eth0(Sandbox sandbox) {
        return links.container(sandbox.namespace(), "eth0").orElseThrow();
    }
}
