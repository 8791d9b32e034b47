package dev.wharf.network.macvlan;

import static dev.wharf.network.macvlan.Specs.ETH0;
import static dev.wharf.network.macvlan.Specs.LAB;
import static dev.wharf.network.macvlan.Specs.ONE;
import static dev.wharf.network.macvlan.Specs.TWO;
import static dev.wharf.network.macvlan.Specs.endpoint;
import static dev.wharf.network.macvlan.Specs.ip;
import static dev.wharf.network.macvlan.Specs.lab;
import static dev.wharf.network.macvlan.Specs.network;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.NetworkCalls;
import dev.wharf.linux.Poller;
import dev.wharf.linux.network.Link;
import dev.wharf.linux.network.LinkAddress;
import dev.wharf.linux.network.LinkMessages;
import dev.wharf.linux.network.LinkSettings;
import dev.wharf.linux.network.Route;
import dev.wharf.linux.network.RouteMessages;
import dev.wharf.linux.network.RouteSocket;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.Sandbox;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The host, another machine on its wire, and two containers, each a namespace. */
@Tag("privileged")
class MacvlanKernelTest {
    private static final int PORT = 4711;

    private final Kernel kernel = Linux.kernel();
    private final ThrowAwayNamespace host = new ThrowAwayNamespace();
    private final ThrowAwayNamespace machine = new ThrowAwayNamespace();
    private final ThrowAwayNamespace first = new ThrowAwayNamespace();
    private final ThrowAwayNamespace second = new ThrowAwayNamespace();
    private final MacvlanNetworkDriver driver = new MacvlanNetworkDriver(RouteLinks.open(kernel, host.path()));

    @BeforeEach
    void connectTheMachine() {
        try (RouteSocket routes = RouteSocket.open(kernel, host.path());
                RouteSocket there = RouteSocket.open(kernel, machine.path());
                Fd space = kernel.files().open(machine.path().toString(), Flags.O_RDONLY, 0)) {
            routes.send(LinkMessages.veth(
                    LinkSettings.named("hw0").up(), LinkSettings.named("hw1").in(space)));
            int index = there.link("hw1").orElseThrow().index();
            there.send(List.of(
                    LinkMessages.change(LinkSettings.at(index).up()),
                    RouteMessages.add(new LinkAddress(index, ip("10.2.0.1"), 24))));
        }
    }

    @AfterEach
    void removeNamespaces() {
        driver.close();
        host.close();
        machine.close();
        first.close();
        second.close();
    }

    private static Sandbox sandbox(ThrowAwayNamespace namespace) {
        return new Sandbox("box", namespace.path());
    }

    /** Sends a datagram; tells where it was seen to come from. */
    private InetAddress speak(Path from, Path to, InetAddress address) {
        NetworkCalls calls = kernel.networking();
        try (Fd receiver = calls.socket(to, Flags.AF_INET, Flags.SOCK_DGRAM, 0);
                Fd sender = calls.socket(from, Flags.AF_INET, Flags.SOCK_DGRAM, 0)) {
            calls.bind(receiver, new InetSocketAddress(address, PORT));
            calls.sendTo(sender, ByteBuffer.allocateDirect(3), new InetSocketAddress(address, PORT));
            return calls.receiveFrom(receiver, ByteBuffer.allocateDirect(10)).getAddress();
        }
    }

    private List<String> links(ThrowAwayNamespace namespace) {
        try (RouteSocket routes = RouteSocket.open(kernel, namespace.path())) {
            return routes.links().stream().map(Link::name).toList();
        }
    }

    @Test
    void containersReachOneAnotherAndTheMachineOnTheWire() {
        driver.createNetwork(lab());
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));
        driver.createEndpoint(endpoint(TWO, "10.2.0.6/24"));

        Attachment attachment = driver.join(ONE, sandbox(first), ETH0);
        driver.join(TWO, sandbox(second), ETH0);

        assertThat(attachment.mac()).isEqualTo(new MacAddress("02:42:0a:02:00:05"));
        assertThat(speak(first.path(), machine.path(), ip("10.2.0.1"))).isEqualTo(ip("10.2.0.5"));
        assertThat(speak(second.path(), first.path(), ip("10.2.0.5"))).isEqualTo(ip("10.2.0.6"));
        assertThat(speak(machine.path(), second.path(), ip("10.2.0.6"))).isEqualTo(ip("10.2.0.1"));
        assertThat(links(host)).containsExactlyInAnyOrder("lo", "hw0");
        try (RouteSocket inside = RouteSocket.open(kernel, first.path())) {
            int eth0 = inside.link("eth0").orElseThrow().index();
            assertThat(inside.routes()).contains(Route.byDefault(ip("10.2.0.1"), eth0));
        }
    }

    @Test
    void joiningAgainRepairsAndLeavingRemoves() {
        driver.createNetwork(lab());
        EndpointSpec one = driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));
        driver.join(ONE, sandbox(first), ETH0);
        try (RouteSocket inside = RouteSocket.open(kernel, first.path())) {
            int eth0 = inside.link("eth0").orElseThrow().index();
            inside.send(RouteMessages.remove(Route.byDefault(ip("10.2.0.1"), eth0)));

            driver.restore(LAB, List.of(one));
            driver.join(ONE, sandbox(first), ETH0);
            assertThat(inside.routes()).contains(Route.byDefault(ip("10.2.0.1"), eth0));
        }

        driver.leave(ONE, sandbox(first));
        driver.leave(ONE, sandbox(first));
        assertThat(links(first)).containsExactly("lo");
        driver.leave(ONE, new Sandbox("gone", Path.of("/run/netns/nosuch")));
    }

    @Test
    void aFailureLeavesNothingInTheContainer() {
        driver.createNetwork(lab());
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));
        driver.createEndpoint(endpoint(TWO, "10.3.0.6/32"));

        // its gateway is out of reach
        assertThatThrownBy(() -> driver.join(TWO, sandbox(second), ETH0))
                .hasMessageStartingWith("cannot connect container box: add default route: network is unreachable");
        assertThat(links(second)).containsExactly("lo");
        driver.join(ONE, sandbox(first), ETH0);
        assertThatThrownBy(() -> driver.join(TWO, sandbox(first), ETH0)).hasMessageContaining("file exists");
        assertThat(links(first)).containsExactlyInAnyOrder("lo", "eth0");
    }

    @Test
    void passthruServesOneContainer() {
        driver.createNetwork(network(LAB, Map.of("parent", "hw0", "macvlan_mode", "passthru")));
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));
        driver.createEndpoint(endpoint(TWO, "10.2.0.6/24"));

        Attachment attachment = driver.join(ONE, sandbox(first), ETH0);

        assertThat(attachment.mac().value()).isEqualTo(mac("hw0"));
        assertThatThrownBy(() -> driver.join(TWO, sandbox(second), ETH0))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(DriverException.Kind.EXHAUSTED));
    }

    private String mac(String name) {
        try (RouteSocket routes = RouteSocket.open(kernel, host.path())) {
            return routes.link(name).orElseThrow().mac();
        }
    }

    @Test
    void privateContainersReachTheMachineAlone() {
        driver.createNetwork(network(LAB, Map.of("parent", "hw0", "macvlan_mode", "private")));
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));
        driver.createEndpoint(endpoint(TWO, "10.2.0.6/24"));
        driver.join(ONE, sandbox(first), ETH0);
        driver.join(TWO, sandbox(second), ETH0);

        assertThat(speak(first.path(), machine.path(), ip("10.2.0.1"))).isEqualTo(ip("10.2.0.5"));
        assertThat(isSilent(second.path(), first.path(), ip("10.2.0.5"))).isTrue();
    }

    /** Whether a datagram does not arrive, which would take a hundredth of the time that is waited. */
    private boolean isSilent(Path from, Path to, InetAddress address) {
        NetworkCalls calls = kernel.networking();
        try (Fd receiver = calls.socket(to, Flags.AF_INET, Flags.SOCK_DGRAM, 0);
                Fd sender = calls.socket(from, Flags.AF_INET, Flags.SOCK_DGRAM, 0);
                Poller poller = kernel.poller()) {
            calls.bind(receiver, new InetSocketAddress(address, PORT));
            calls.sendTo(sender, ByteBuffer.allocateDirect(3), new InetSocketAddress(address, PORT));
            poller.add(receiver, Flags.EPOLLIN, events -> {});
            int ready = poller.await(Duration.ofMillis(500));
            poller.remove(receiver);
            return ready == 0;
        }
    }

    @Test
    void anInternalNetworkIsOnNoWire() {
        driver.createNetwork(network(LAB, Map.of("parent", "hw0"), true));
        driver.createEndpoint(endpoint(ONE, "10.2.0.5/24"));
        driver.createEndpoint(endpoint(TWO, "10.2.0.6/24"));
        driver.join(ONE, sandbox(first), ETH0);
        driver.join(TWO, sandbox(second), ETH0);

        assertThat(speak(second.path(), first.path(), ip("10.2.0.5"))).isEqualTo(ip("10.2.0.6"));
        assertThat(isSilent(first.path(), machine.path(), ip("10.2.0.1"))).isTrue();

        driver.leave(ONE, sandbox(first));
        driver.leave(TWO, sandbox(second));
        driver.removeNetwork(LAB);
        assertThat(links(host)).containsExactlyInAnyOrder("lo", "hw0");
    }

    @Test
    void theProbeLeavesNothing() {
        try (RouteLinks links = RouteLinks.open(kernel, host.path())) {
            links.tryMacvlan();
        }

        assertThat(links(host)).containsExactlyInAnyOrder("lo", "hw0");
    }
}
