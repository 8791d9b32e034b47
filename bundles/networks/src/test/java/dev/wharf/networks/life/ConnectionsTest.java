package dev.wharf.networks.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.Forbidden;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.engine.api.network.NetworkRequest;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.PeerFilter.Opening;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
    private Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static EndpointId endpoint(Connections connections, String network) {
        return new EndpointId(
                Rig.in(connections.endpoints(), network).endpoint().endpointId());
    }

    @Test
    void aContainerOfTheDefaultBridgeIsPreparedAndAttached() {
        Connections prepared = rig.life.prepare(Rig.container(1, "bridge"));
        Connections attached = rig.life.attach(Rig.space(1));

        var endpoint = Rig.in(attached.endpoints(), "bridge");
        assertThat(Rig.address(prepared, "bridge")).isEqualTo("172.17.0.2");
        assertThat(Rig.in(prepared.endpoints(), "bridge").endpoint().gateway()).isEqualTo("172.17.0.1");
        assertThat(endpoint.interfaceName()).isEqualTo("eth0");
        assertThat(endpoint.driver()).isEqualTo("bridge");
        assertThat(endpoint.hasNameServer()).isFalse();
        assertThat(endpoint.endpoint().ipPrefixLength()).isEqualTo(16);
        assertThat(rig.driver.joined().values()).containsExactly(new JoinOptions("eth0", true));
        assertThat(rig.events.told()).containsExactly("connect bridge");
        assertThat(rig.events.events().get(0).attributes())
                .containsEntry("container", Rig.id(1))
                .containsEntry("type", "bridge");
    }

    @Test
    void theFirstFreeAddressIsGivenAgain() {
        rig.run(1, "bridge");
        rig.run(2, "bridge");
        rig.life.release(Rig.id(1));

        assertThat(Rig.address(rig.run(3, "bridge"), "bridge")).isEqualTo("172.17.0.2");
        assertThat(Rig.address(rig.run(4, "bridge"), "bridge")).isEqualTo("172.17.0.4");
    }

    @Test
    void releaseGivesEverythingBackAndCanBeRepeated() {
        rig.run(1, "bridge");

        rig.life.release(Rig.id(1));
        rig.life.release(Rig.id(1));

        assertThat(rig.driver.endpoints()).isEmpty();
        assertThat(rig.life.inspect("bridge").containers()).isEmpty();
        assertThat(rig.events.told()).containsExactly("connect bridge", "disconnect bridge");
    }

    @Test
    void aContainerWithoutDriverIsAMemberWithoutAddress() {
        Connections connections = rig.run(1, "none");

        assertThat(Rig.in(connections.endpoints(), "none").interfaceName()).isEmpty();
        assertThat(Rig.address(connections, "none")).isEmpty();
        assertThat(rig.life.inspect("none").containers()).containsOnlyKeys(Rig.id(1));
        assertThat(rig.driver.calls()).doesNotContain("createEndpoint");
    }

    @Test
    void theFirstNetworkThatLeadsOutsideHasTheDefaultRoute() {
        rig.life.create(new NetworkRequest("inner", true, "", false, true, Ipam.any(), Map.of(), Map.of()));
        rig.create("outer");
        rig.create("other");

        Connections connections = rig.run(1, "inner", "outer", "other");

        assertThat(connections.endpoints().keySet()).containsExactly("outer", "inner", "other");
        assertThat(rig.driver.joined())
                .containsEntry(endpoint(connections, "inner"), new JoinOptions("eth0", false))
                .containsEntry(endpoint(connections, "outer"), new JoinOptions("eth1", true))
                .containsEntry(endpoint(connections, "other"), new JoinOptions("eth2", false));
    }

    @Test
    void theMacAddressIsThatOfTheFirstInterface() {
        rig.create("front");
        ConnectRequest request = withMac("02:42:ac:11:00:99");

        Connections connections = rig.run(request, 1);

        assertThat(Rig.in(connections.endpoints(), "bridge").endpoint().macAddress())
                .isEqualTo("02:42:ac:11:00:99");
        assertThatThrownBy(() -> rig.life.prepare(withMac("nonsense")))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("address nonsense: invalid MAC address");
    }

    private static ConnectRequest withMac(String mac) {
        ConnectRequest plain = Rig.container(1, "bridge");
        return new ConnectRequest(
                plain.containerId(), plain.name(), plain.networks(), mac, plain.ports(), plain.links(), plain.names());
    }

    private static EndpointRequest at(String address) {
        return new EndpointRequest(address, "", List.of(), List.of(), Map.of());
    }

    private Connections at(int number, String network, String address) {
        return rig.run(Rig.container(number, Map.of(network, at(address)), Map.of()), number);
    }

    @Test
    void anAddressCanBeAskedForInADescribedSubnet() {
        rig.create("front", Rig.ipam("10.7.0.0/24", "", ""));
        rig.create("chosen");

        assertThat(Rig.address(at(1, "front", "10.7.0.77"), "front")).isEqualTo("10.7.0.77");
        assertThatThrownBy(() -> at(2, "front", "10.7.0.77"))
                .isInstanceOf(Conflict.class)
                .hasMessage("Address already in use");
        assertThatThrownBy(() -> at(2, "front", "10.8.0.1"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("Invalid address 10.8.0.1: It does not belong to any of this network's subnets");
        assertThatThrownBy(() -> at(2, "front", "nonsense"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("invalid IPv4 address: nonsense");
        assertThatThrownBy(() -> at(2, "bridge", "172.17.0.9"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("user specified IP address is supported on user defined networks only");
        assertThatThrownBy(() -> at(2, "chosen", "172.18.0.9"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage(
                        "user specified IP address is supported only when connecting to networks with user configured"
                                + " subnets");
        assertThat(rig.life.inspect("front").containers()).containsOnlyKeys(Rig.id(1));
    }

    @Test
    void aliasesAreForNetworksOfUsers() {
        var aliased = new EndpointRequest("", "", List.of("db"), List.of(), Map.of());

        assertThatThrownBy(() -> rig.run(Rig.container(1, Map.of("bridge", aliased), Map.of()), 1))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("network-scoped alias is supported only for containers in user defined networks");
    }

    @Test
    void anEmptyPoolIsToldWithTheNameOfTheNetwork() {
        String id = rig.create("tiny", Rig.ipam("10.7.0.0/30", "", ""));
        rig.run(1, "tiny");

        assertThatThrownBy(() -> rig.run(2, "tiny"))
                .isInstanceOf(Internal.class)
                .hasMessage("no available IPv4 addresses on this network's address pools: tiny (" + id + ")");
        rig.life.release(Rig.id(1));
        rig.run(2, "tiny");
    }

    @Test
    void whatFailsLeavesNothingReserved() {
        rig.create("front");
        assertThatThrownBy(() -> rig.life.prepare(Rig.container(1, "bridge", "nosuch")))
                .isInstanceOf(NotFound.class)
                .hasMessage("network nosuch not found");
        rig.driver.fail("createEndpoint", Kind.INTERNAL);
        assertThatThrownBy(() -> rig.life.prepare(Rig.container(1, "bridge", "front")))
                .isInstanceOf(Internal.class);
        rig.driver.fail("", Kind.INTERNAL);

        assertThat(rig.life.inspect("bridge").containers()).isEmpty();
        assertThat(Rig.address(rig.run(2, "bridge"), "bridge")).isEqualTo("172.17.0.2");
    }

    @Test
    void aRunningContainerIsConnectedAndDisconnected() {
        rig.create("front");
        rig.run(1, "bridge");

        Connections connected = rig.life.connect(Rig.space(1), "front", EndpointRequest.any());
        assertThat(connected.endpoints()).containsOnlyKeys("bridge", "front");
        assertThat(Rig.in(connected.endpoints(), "front").interfaceName()).isEqualTo("eth1");
        assertThat(Rig.in(connected.endpoints(), "front").hasNameServer()).isTrue();

        Connections disconnected = rig.life.disconnect(Rig.space(1), "front");
        assertThat(disconnected.endpoints()).containsOnlyKeys("bridge");
        assertThat(rig.driver.endpoints()).hasSize(1);
        assertThat(rig.events.told())
                .containsExactly("create front", "connect bridge", "connect front", "disconnect front");
    }

    @Test
    void whoIsConnectedIsNotConnectedAgain() {
        rig.run(1, "bridge");

        assertThatThrownBy(() -> rig.life.connect(Rig.space(1), "bridge", EndpointRequest.any()))
                .isInstanceOf(Forbidden.class)
                .hasMessage("endpoint with name c1 already exists in network bridge");
        assertThat(rig.driver.endpoints()).hasSize(1);
        assertThat(Rig.address(rig.run(2, "bridge"), "bridge")).isEqualTo("172.17.0.3");
    }

    @Test
    void whoIsNotConnectedIsNotDisconnected() {
        rig.create("front");
        rig.run(1, "bridge");

        assertThatThrownBy(() -> rig.life.disconnect(Rig.space(1), "front"))
                .isInstanceOf(Conflict.class)
                .hasMessage("container " + Rig.id(1) + " is not connected to network front");
    }

    @Test
    void theDefaultRouteMovesWhenItsNetworkIsLeft() {
        rig.create("front");
        Connections connections = rig.run(1, "bridge", "front");

        rig.life.disconnect(Rig.space(1), "bridge");

        assertThat(rig.driver.joined())
                .containsExactly(Map.entry(endpoint(connections, "front"), new JoinOptions("eth1", true)));
        Connections back = rig.life.connect(Rig.space(1), "bridge", EndpointRequest.any());
        assertThat(Rig.in(back.endpoints(), "bridge").interfaceName()).isEqualTo("eth0");
        assertThat(back.endpoints().keySet()).containsExactly("front", "bridge");
    }

    @Test
    void aConnectionThatFailsChangesNothing() {
        rig.create("front");
        rig.run(1, "bridge");
        rig.driver.fail("join", Kind.EXHAUSTED);

        assertThatThrownBy(() -> rig.life.connect(Rig.space(1), "front", EndpointRequest.any()))
                .isInstanceOf(Internal.class);

        assertThat(rig.life.inspect("front").containers()).isEmpty();
        assertThat(rig.driver.endpoints()).hasSize(1);
    }

    @Test
    void withoutTheDriverStartFailsNamingIt() {
        rig.registry.network().leave("bridge");

        assertThatThrownBy(() -> rig.life.prepare(Rig.container(1, "bridge")))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("\"bridge\"");
        assertThat(rig.life.inspect("bridge").containers()).isEmpty();
    }

    @Test
    void linksAreOpenedWhereContainersDoNotTalkAndFollowARestart() {
        rig.close();
        rig = new Rig("icc", "false");
        Connections target = rig.run(1, "bridge");
        ConnectRequest plain = Rig.container(2, "bridge");
        Connections source = rig.run(
                new ConnectRequest(
                        plain.containerId(),
                        plain.name(),
                        plain.networks(),
                        "",
                        new ConnectRequest.Ports(Set.of(), Map.of(), false),
                        List.of(new ConnectRequest.Link(Rig.id(1), List.of("80/tcp", "53/udp"))),
                        plain.names()),
                2);

        assertThat(rig.driver.opened().get(endpoint(source, "bridge")))
                .containsExactly(
                        new Opening(endpoint(target, "bridge"), Protocol.TCP, 80),
                        new Opening(endpoint(target, "bridge"), Protocol.UDP, 53));

        rig.life.release(Rig.id(1));
        Connections again = rig.run(1, "bridge");

        assertThat(rig.driver.opened().get(endpoint(source, "bridge")))
                .extracting(Opening::target)
                .containsOnly(endpoint(again, "bridge"));

        rig.life.relink(Rig.id(2), List.of());

        assertThat(rig.driver.opened().get(endpoint(source, "bridge"))).isEmpty();
    }

    @Test
    void withContainersThatTalkNothingIsOpened() {
        rig.run(1, "bridge");

        assertThat(rig.driver.calls()).doesNotContain("open", "publish");
    }

    @Test
    void whatADriverCannotForgetIsTriedAgain() throws Exception {
        rig.run(1, "bridge");
        rig.driver.fail("removeEndpoint", Kind.INTERNAL);

        rig.life.release(Rig.id(1));
        assertThat(Rig.address(rig.run(2, "bridge"), "bridge")).isEqualTo("172.17.0.3");
        rig.driver.fail("", Kind.INTERNAL);

        long end = System.nanoTime() + 10_000_000_000L;
        while (rig.driver.endpoints().size() > 1 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(rig.driver.endpoints()).hasSize(1);
    }
}
