package dev.wharf.network.bridge;

import static dev.wharf.network.bridge.Rig.BRIDGE;
import static dev.wharf.network.bridge.Rig.ETH0;
import static dev.wharf.network.bridge.Rig.ONE;
import static dev.wharf.network.bridge.Rig.OTHER;
import static dev.wharf.network.bridge.Rig.TWO;
import static dev.wharf.network.bridge.Rig.WEB;
import static dev.wharf.network.bridge.Rig.endpoint;
import static dev.wharf.network.bridge.Rig.ip;
import static dev.wharf.network.bridge.Rig.network;
import static dev.wharf.network.bridge.Rig.prefix;
import static dev.wharf.network.bridge.Rig.subnet;
import static dev.wharf.network.bridge.Rig.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.PortPublisher;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.PublishedPort.Protocol;
import dev.wharf.spi.network.Sandbox;
import dev.wharf.spi.testkit.FakeContext;
import dev.wharf.spi.testkit.network.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traffic, in namespaces: a host with its bridges, containers, and another host outside that knows no route to them. */
@Tag("privileged")
class BridgePrivilegedTest {
    private static final PublishedPort PORT = new PublishedPort(Protocol.TCP, ip("0.0.0.0"), 8080, 80);

    @TempDir
    Path folder;

    private final Space host = new Space();
    private final Space outside = new Space();
    private final Deque<Space> boxes = new ArrayDeque<>();
    private NetworkDriver driver;

    @BeforeEach
    void open() throws IOException {
        String peer = outside.path().toString().replaceAll("\\D", "");
        host.run("ip", "link", "add", "uplink", "type", "veth", "peer", "name", "eth0", "netns", peer);
        host.run("ip", "addr", "add", "192.0.2.1/24", "dev", "uplink");
        host.run("ip", "addr", "add", "2001:db8::1/64", "dev", "uplink", "nodad");
        host.run("ip", "link", "set", "uplink", "up");
        outside.run("ip", "addr", "add", "192.0.2.2/24", "dev", "eth0");
        outside.run("ip", "addr", "add", "2001:db8::2/64", "dev", "eth0", "nodad");
        outside.run("ip", "link", "set", "eth0", "up");
        driver = openIn("one", Map.of());
    }

    @AfterEach
    void close() {
        driver.close();
        boxes.forEach(Space::close);
        outside.close();
        host.close();
    }

    private NetworkDriver openIn(String name, Map<String, String> options) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        return SpaceHost.provider(host.path()).open(new FakeContext(own), options);
    }

    private Space join(EndpointSpec spec) {
        return join(driver, spec);
    }

    private Space join(NetworkDriver by, EndpointSpec spec) {
        Space box = new Space();
        boxes.push(box);
        by.createEndpoint(spec);
        by.join(spec.id(), new Sandbox("box" + boxes.size(), box.path()), ETH0);
        return box;
    }

    private static void publish(NetworkDriver by, PublishedPort... ports) {
        by.as(PortPublisher.class).orElseThrow().publish(ONE, List.of(ports));
    }

    private static EndpointSpec both(String ipv4, String ipv6) {
        return new EndpointSpec(
                ONE, WEB, Optional.of(prefix(ipv4)), Optional.of(prefix(ipv6)), Optional.empty(), Map.of());
    }

    @Test
    void containersGoOutWithTheAddressOfTheHost() {
        driver.createNetwork(web());
        Space box = join(endpoint(ONE, "10.1.0.2/24"));

        assertThat(box.reaches("192.0.2.2")).isTrue();
    }

    @Test
    void withoutMasqueradeNobodyOutsideAnswers() {
        driver.createNetwork(network(WEB, "10.1.0.0/24", Map.of(BridgeOptions.MASQUERADE, "false")));
        Space box = join(endpoint(ONE, "10.1.0.2/24"));

        assertThat(box.reaches("192.0.2.2")).isFalse();
        outside.run("ip", "route", "add", "10.1.0.0/24", "via", "192.0.2.1");
        assertThat(box.reaches("192.0.2.2")).isTrue();
    }

    @Test
    void ipv6IsRoutedBetweenHostContainersAndOutside() {
        var spec = new NetworkSpec(
                WEB, "web", List.of(subnet(prefix("10.1.0.0/24")), subnet(prefix("2001:db8:1::/64"))), Map.of(), false);
        driver.createNetwork(spec);
        Space box = join(both("10.1.0.2/24", "2001:db8:1::2/64"));
        outside.run("ip", "-6", "route", "add", "2001:db8:1::/64", "via", "2001:db8::1");

        assertThat(host.reaches("2001:db8:1::2")).isTrue();
        host.run("sh", "-c", "while ip -6 addr show dev uplink | grep -q tentative; do sleep 0.1; done");
        assertThat(box.reaches("2001:db8::2")).isTrue();
    }

    @Test
    void anInternalNetworkReachesNothingOutside() {
        driver.createNetwork(new NetworkSpec(WEB, "web", web().subnets(), Map.of(), true));
        Space box = join(endpoint(ONE, "10.1.0.2/24"));
        Space other = join(endpoint(TWO, "10.1.0.3/24"));
        box.run("ip", "route", "add", "default", "via", "10.1.0.1");

        assertThat(box.reaches("192.0.2.2")).isFalse();
        assertThat(box.reaches("10.1.0.3")).isTrue();
        assertThat(other.reaches("10.1.0.2")).isTrue();
    }

    @Test
    void networksAreKeptApart() {
        driver.createNetwork(web());
        driver.createNetwork(network(OTHER, "10.2.0.0/24", Map.of()));
        Space box = join(endpoint(ONE, "10.1.0.2/24"));
        join(new EndpointSpec(
                TWO, OTHER, Optional.of(prefix("10.2.0.2/24")), Optional.empty(), Optional.empty(), Map.of()));

        assertThat(host.reaches("10.2.0.2")).isTrue();
        assertThat(box.reaches("10.2.0.2")).isFalse();
    }

    @Test
    void aPublishedPortIsReachedFromEverywhere() {
        driver.createNetwork(web());
        Space box = join(endpoint(ONE, "10.1.0.2/24"));
        Space neighbour = join(endpoint(TWO, "10.1.0.3/24"));
        box.greet(80, "hello");
        publish(driver, PORT);

        assertThat(outside.heard("192.0.2.1", 8080)).as("another host").isEqualTo("hello");
        assertThat(host.heard("192.0.2.1", 8080)).as("the host").isEqualTo("hello");
        assertThat(host.heard("127.0.0.1", 8080)).as("localhost").isEqualTo("hello");
        assertThat(neighbour.heard("192.0.2.1", 8080)).as("a neighbour").isEqualTo("hello");
        assertThat(neighbour.heard("10.1.0.1", 8080))
                .as("a neighbour by the gateway")
                .isEqualTo("hello");
        assertThat(box.heard("192.0.2.1", 8080)).as("itself").isEqualTo("hello");
    }

    /** route_localnet of the bridge lets packets for 127.0.0.1 in; somebody has to stop them. */
    @Test
    void containersDoNotReachLocalhostOfTheHost() {
        driver.createNetwork(web());
        Space box = join(endpoint(ONE, "10.1.0.2/24"));
        host.greet(9999, "secret");
        box.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet");
        box.run("ip", "route", "del", "local", "127.0.0.0/8", "dev", "lo", "table", "local");
        box.run("ip", "route", "del", "local", "127.0.0.1", "dev", "lo", "table", "local");
        box.run("ip", "route", "add", "127.0.0.1", "via", "10.1.0.1", "dev", "eth0", "src", "10.1.0.2");

        assertThat(host.heard("127.0.0.1", 9999)).isEqualTo("secret");
        assertThat(box.heard("127.0.0.1", 9999)).isEmpty();
    }

    @Test
    void theMtuHoldsForBridgeAndContainers() {
        driver.createNetwork(network(WEB, "10.1.0.0/24", Map.of(BridgeOptions.MTU, "1400")));
        Space box = join(endpoint(ONE, "10.1.0.2/24"));

        assertThat(box.run("ip", "link", "show", "eth0")).contains("mtu 1400 ");
        assertThat(host.run("ip", "link", "show", BRIDGE)).contains("mtu 1400 ");
        assertThat(box.attempt("busybox", "ping", "-c1", "-W1", "-s", "1300", "10.1.0.1")
                        .status())
                .isZero();
    }

    @Test
    void aBridgeOfTheHostIsUsedAndStays() {
        host.run("ip", "link", "add", "br0", "type", "bridge");
        host.run("ip", "addr", "add", "10.1.0.9/24", "dev", "br0");
        driver.createNetwork(network(WEB, "10.1.0.0/24", Map.of(BridgeOptions.NAME, "br0")));
        Space box = join(endpoint(ONE, "10.1.0.2/24"));

        assertThat(box.reaches("10.1.0.9")).isTrue();
        driver.removeEndpoint(ONE);
        driver.removeNetwork(WEB);
        assertThat(host.run("ip", "addr", "show", "br0"))
                .contains("10.1.0.9/24")
                .doesNotContain("10.1.0.1/24");
    }

    @Test
    void twoDriversSideBySideDoNotDisturbOneAnother() throws IOException {
        NetworkDriver second = openIn("two", Map.of());
        driver.createNetwork(web());
        second.createNetwork(network(OTHER, "10.2.0.0/24", Map.of()));
        Space box = join(endpoint(ONE, "10.1.0.2/24"));
        box.greet(80, "hello");
        publish(driver, PORT);
        var spec = new EndpointSpec(
                TWO, OTHER, Optional.of(prefix("10.2.0.2/24")), Optional.empty(), Optional.empty(), Map.of());
        Space other = join(second, spec);

        second.restore(OTHER, List.of(spec));
        assertThat(outside.heard("192.0.2.1", 8080)).isEqualTo("hello");
        assertThat(other.reaches("192.0.2.2")).isTrue();
        second.removeEndpoint(TWO);
        second.removeNetwork(OTHER);
        second.close();

        assertThat(outside.heard("192.0.2.1", 8080)).isEqualTo("hello");
        assertThat(box.reaches("192.0.2.2")).isTrue();
    }

    @Test
    void thePacketFilterIsLeftAloneWhereItIsToBe() throws IOException {
        NetworkDriver plain = openIn("plain", Map.of("iptables", "false"));
        plain.createNetwork(web());
        Space box = join(plain, endpoint(ONE, "10.1.0.2/24"));

        assertThat(host.run("nft", "list", "tables")).isEmpty();
        assertThat(box.reaches("10.1.0.1")).isTrue();
        assertThat(host.run("cat", "/proc/self/net/dev")).contains(BRIDGE);
    }

    @Test
    void rulesThatNoContainerNeedsGoWithTheDriver() {
        driver.createNetwork(web());
        assertThat(host.run("nft", "list", "tables")).contains("wharf");

        driver.close();

        assertThat(host.run("nft", "list", "tables")).doesNotContain("wharf");
    }
}
