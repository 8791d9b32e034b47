package dev.wharf.networks.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PublishedPortsTest {
    private Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static ConnectRequest with(int number, String network, Map<String, List<HostPort>> bindings) {
        return Rig.container(number, Map.of(network, EndpointRequest.any()), bindings);
    }

    private static Map<String, List<HostPort>> at(String port, String hostPort) {
        return Map.of(port, List.of(new HostPort("", hostPort)));
    }

    private List<PublishedPort> published(Connections connections, String network) {
        var id = new EndpointId(
                Rig.in(connections.endpoints(), network).endpoint().endpointId());
        return List.copyOf(rig.driver.published().getOrDefault(id, List.of()));
    }

    @Test
    void aPortIsHeldToldAndLed() throws Exception {
        Connections connections = rig.run(with(1, "bridge", at("80/tcp", "21508")), 1);

        assertThat(connections.ports()).containsOnly(Map.entry("80/tcp", List.of(new HostPort("0.0.0.0", "21508"))));
        assertThat(published(connections, "bridge"))
                .containsExactly(new PublishedPort(Protocol.TCP, InetAddress.getByAddress(new byte[4]), 21_508, 80));
        assertThat(Rig.isFree(21_508)).isFalse();

        rig.life.release(Rig.id(1));

        assertThat(Rig.isFree(21_508)).isTrue();
        assertThat(rig.driver.published()).isEmpty();
    }

    @Test
    void aPortOfAnotherContainerIsRefusedAndNothingIsLeft() {
        rig.run(with(1, "bridge", at("80/tcp", "21509")), 1);
        Map<String, List<HostPort>> two =
                Map.of("79/tcp", List.of(new HostPort("", "21510")), "80/tcp", List.of(new HostPort("", "21509")));

        assertThatThrownBy(() -> rig.life.prepare(with(2, "bridge", two)))
                .isInstanceOf(Internal.class)
                .hasMessageMatching(
                        "driver failed programming external connectivity on endpoint c2 \\([0-9a-f]{64}\\): "
                                + "Bind for 0\\.0\\.0\\.0:21509 failed: port is already allocated");

        assertThat(Rig.isFree(21_510)).isTrue();
        assertThat(rig.life.inspect("bridge").containers()).containsOnlyKeys(Rig.id(1));
    }

    @Test
    void aPortOfAnotherProgramIsRefused() throws Exception {
        try (ServerSocket other = new ServerSocket(21_511, 1, InetAddress.getByAddress(new byte[4]))) {
            assertThat(other.isBound()).isTrue();

            assertThatThrownBy(() -> rig.life.prepare(with(1, "bridge", at("80/tcp", "21511"))))
                    .isInstanceOf(Internal.class)
                    .hasMessageEndingWith(
                            "Error starting userland proxy: listen tcp 0.0.0.0:21511: bind: address already"
                                    + " in use");
        }
    }

    @Test
    void allExposedPortsArePublishedAtRandom() {
        ConnectRequest plain = Rig.container(1, "bridge");
        Connections connections = rig.run(
                new ConnectRequest(
                        plain.containerId(),
                        plain.name(),
                        plain.networks(),
                        "",
                        new ConnectRequest.Ports(Set.of("80/tcp", "53/udp"), Map.of(), true),
                        List.of(),
                        plain.names()),
                1);

        assertThat(connections.ports().keySet()).containsExactly("53/udp", "80/tcp");
        assertThat(connections.ports().values())
                .allSatisfy(places -> assertThat(places).singleElement().satisfies(place -> {
                    assertThat(place.ip()).isEqualTo("0.0.0.0");
                    assertThat(Integer.parseInt(place.port())).isBetween(21_000, 21_400);
                }));
    }

    @Test
    void anExposedPortThatIsNotPublishedIsListed() {
        ConnectRequest plain = Rig.container(1, "bridge");
        Connections connections = rig.run(
                new ConnectRequest(
                        plain.containerId(),
                        plain.name(),
                        plain.networks(),
                        "",
                        new ConnectRequest.Ports(Set.of("80/tcp"), at("81", ""), false),
                        List.of(),
                        plain.names()),
                1);

        assertThat(Rig.in(connections.ports(), "80/tcp")).isEmpty();
        assertThat(Rig.in(connections.ports(), "81/tcp")).hasSize(1);
    }

    @Test
    void withoutAWayOutsideNothingIsPublished() {
        Connections connections = rig.run(with(1, "none", at("80/tcp", "21512")), 1);

        assertThat(connections.ports()).isEmpty();
        assertThat(Rig.isFree(21_512)).isTrue();
    }

    @Test
    void theHostAddressOfTheDaemonHoldsWhereNoneIsNamed() {
        rig.close();
        rig = new Rig("ip", "127.0.0.1");

        Connections connections = rig.run(with(1, "bridge", at("80/tcp", "21513")), 1);

        assertThat(Rig.in(connections.ports(), "80/tcp")).containsExactly(new HostPort("127.0.0.1", "21513"));
    }

    @Test
    void portsMoveWithTheDefaultRoute() {
        rig.create("front");
        Connections before = rig.run(with(1, "bridge", at("80/tcp", "21514")), 1);
        rig.life.connect(Rig.space(1), "front", EndpointRequest.any());

        Connections after = rig.life.disconnect(Rig.space(1), "bridge");

        assertThat(published(before, "bridge")).isEmpty();
        assertThat(published(after, "front"))
                .extracting(PublishedPort::hostPort)
                .containsExactly(21_514);
        assertThat(after.ports()).isEqualTo(before.ports());
    }

    @Test
    void portsAreFreeWithoutAnyWay() {
        rig.run(with(1, "bridge", at("80/tcp", "21515")), 1);

        Connections after = rig.life.disconnect(Rig.space(1), "bridge");

        assertThat(after.ports()).isEmpty();
        assertThat(Rig.isFree(21_515)).isTrue();
        assertThat(rig.life
                        .connect(Rig.space(1), "bridge", EndpointRequest.any())
                        .ports()
                        .get("80/tcp"))
                .containsExactly(new HostPort("0.0.0.0", "21515"));
    }

    @Test
    void aContainerWithIpv6IsReachedOnAllAddressesOfBothFamilies() {
        rig.close();
        rig = new Rig("ipv6", "true", "fixed-cidr-v6", "fd00:5::/64");

        Connections connections = rig.run(with(1, "bridge", at("80/tcp", "21516")), 1);

        assertThat(published(connections, "bridge"))
                .extracting(port -> port.hostAddress().getAddress().length)
                .containsExactly(4, 16);
        assertThat(Rig.in(connections.ports(), "80/tcp")).hasSize(1);
    }

    @Test
    void whatTheKernelRefusesFailsTheStartAndFreesThePort() {
        rig.driver.fail("publish", Kind.INTERNAL);
        rig.life.prepare(with(1, "bridge", at("80/tcp", "21517")));

        assertThatThrownBy(() -> rig.life.attach(Rig.space(1))).isInstanceOf(Internal.class);
        rig.life.release(Rig.id(1));

        assertThat(Rig.isFree(21_517)).isTrue();
    }

    @Test
    void withoutPacketFilterTheRelayAloneLeads() {
        rig.close();
        rig = new Rig("iptables", "false", "userland-proxy", "true");

        rig.run(with(1, "bridge", at("80/tcp", "21518")), 1);

        assertThat(rig.driver.calls()).doesNotContain("publish");
        rig.life.release(Rig.id(1));
        assertThat(Rig.isFree(21_518)).isTrue();
    }
}
