package dev.wharf.networks.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Forbidden;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.engine.api.network.Network;
import dev.wharf.engine.api.network.NetworkRequest;
import dev.wharf.spi.DriverException.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NetworksTest {
    private Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void start(String... settings) {
        rig.close();
        rig = new Rig(settings);
    }

    @Test
    void threeNetworksAreAlwaysThere() {
        assertThat(rig.life.list(Map.of())).extracting(Network::name).containsExactly("bridge", "host", "none");
        assertThat(rig.life.inspect("none").driver()).isEqualTo("null");
        assertThat(rig.life.inspect("host").ipam().subnets()).isEmpty();
        assertThat(rig.life.inspect("bridge").ipam().subnets())
                .containsExactly(new Ipam.Subnet("172.17.0.0/16", "", "172.17.0.1", Map.of()));
        assertThat(rig.life.inspect("bridge").options())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "com.docker.network.bridge.default_bridge", "true",
                        "com.docker.network.bridge.enable_icc", "true",
                        "com.docker.network.bridge.enable_ip_masquerade", "true",
                        "com.docker.network.bridge.host_binding_ipv4", "0.0.0.0",
                        "com.docker.network.bridge.name", "docker0",
                        "com.docker.network.driver.mtu", "1500"));
    }

    @Test
    void theyKeepTheirIdsAndWhatClientsMadeIsThereAfterARestart() {
        String id = rig.create("front", Rig.ipam("10.3.0.0/24", "", ""));
        String bridge = rig.life.inspect("bridge").id();

        rig.restart();

        assertThat(rig.life.inspect("bridge").id()).isEqualTo(bridge);
        assertThat(rig.life.inspect("front").id()).isEqualTo(id);
        assertThatThrownBy(() -> rig.create("other", Rig.ipam("10.3.0.0/25", "", "")))
                .hasMessage("Pool overlaps with other one on this address space");
    }

    @Test
    void theDefaultBridgeFollowsTheCommandLine() {
        start(
                "bridge",
                "wharf0",
                "bip",
                "10.9.0.5/24",
                "fixed-cidr",
                "10.9.0.64/26",
                "default-gateway",
                "10.9.0.254",
                "icc",
                "false",
                "ip",
                "127.0.0.1",
                "mtu",
                "1400",
                "ip-masq",
                "false");

        Network bridge = rig.life.inspect("bridge");
        var connections = rig.run(1, "bridge");

        assertThat(bridge.ipam().subnets())
                .containsExactly(new Ipam.Subnet(
                        "10.9.0.0/24", "10.9.0.64/26", "10.9.0.5", Map.of("DefaultGatewayIPv4", "10.9.0.254")));
        assertThat(bridge.options())
                .containsEntry("com.docker.network.bridge.name", "wharf0")
                .containsEntry("com.docker.network.bridge.enable_icc", "false")
                .containsEntry("com.docker.network.bridge.enable_ip_masquerade", "false")
                .containsEntry("com.docker.network.bridge.host_binding_ipv4", "127.0.0.1")
                .containsEntry("com.docker.network.driver.mtu", "1400");
        assertThat(Rig.address(connections, "bridge")).isEqualTo("10.9.0.64");
    }

    @Test
    void theDefaultBridgeHasIpv6WithItsSubnet() {
        start("ipv6", "true", "fixed-cidr-v6", "fd00:5::/64");

        var endpoint = Rig.in(rig.run(1, "bridge").endpoints(), "bridge").endpoint();

        assertThat(endpoint.ipv6Address()).isEqualTo("fd00:5::2");
        assertThat(rig.life.inspect("bridge").isIpv6()).isTrue();
    }

    @Test
    void aBridgeThatIsThereKeepsItsAddress() {
        rig.hostHas("docker0", "10.44.0.1/16");
        rig.restart();

        assertThat(rig.life.inspect("bridge").ipam().subnets())
                .containsExactly(new Ipam.Subnet("10.44.0.0/16", "", "10.44.0.1", Map.of()));
    }

    @Test
    void aPoolThatCollidesIsExchangedForTheNextFreeOne() {
        rig.hostUses("eth1", "172.17.3.0/24");
        rig.restart();

        assertThat(rig.life.inspect("bridge").ipam().subnets().get(0).pool()).isEqualTo("172.18.0.0/16");
    }

    @Test
    void theRouteOfItsOwnBridgeIsNoCollision() {
        rig.hostUses("docker0", "172.17.0.0/16");
        rig.restart();

        assertThat(rig.life.inspect("bridge").ipam().subnets().get(0).pool()).isEqualTo("172.17.0.0/16");
    }

    @Test
    void withoutABridgeItsContainersHaveNoNetwork() {
        start("bridge", "none");

        assertThat(rig.life.list(Map.of())).extracting(Network::name).containsExactly("host", "none");
        assertThat(rig.run(1, "bridge").endpoints()).containsOnlyKeys("none");
    }

    @Test
    void networksAreChosenByFilters() {
        rig.create("front");
        String back = rig.create("back");
        rig.life.create(new NetworkRequest(
                "marked", true, "", false, false, Ipam.any(), Map.of(), Map.of("tier", "db", "x", "")));

        assertThat(names("name", "front")).containsExactly("front");
        assertThat(names("name", "fro")).isEmpty();
        assertThat(names("id", back.substring(0, 10))).containsExactly("back");
        assertThat(names("type", "custom")).containsExactly("back", "front", "marked");
        assertThat(names("type", "builtin")).containsExactly("bridge", "host", "none");
        assertThat(names("driver", "null")).containsExactly("none");
        assertThat(names("label", "tier")).containsExactly("marked");
        assertThat(names("label", "tier=db")).containsExactly("marked");
        assertThat(names("label", "tier=web")).isEmpty();
        assertThat(rig.life.list(Map.of("name", List.of("front"), "id", List.of(back))))
                .extracting(Network::name)
                .containsExactly("back", "front");
        assertThat(rig.life.list(Map.of("name", List.of("front"), "driver", List.of("host"))))
                .isEmpty();
    }

    private List<String> names(String filter, String value) {
        return rig.life.list(Map.of(filter, List.of(value))).stream()
                .map(Network::name)
                .toList();
    }

    @Test
    void anUnknownFilterIsRefused() {
        assertThatThrownBy(() -> names("bogus", "x"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("Invalid filter 'bogus'");
        assertThatThrownBy(() -> names("type", "x"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("invalid filter: 'type'='x'");
    }

    @Test
    void aNetworkIsFoundByTheBeginningOfItsId() {
        String id = rig.create("front");

        assertThat(rig.life.inspect(id.substring(0, 12)).name()).isEqualTo("front");
        assertThatThrownBy(() -> rig.life.inspect("nosuch"))
                .isInstanceOf(NotFound.class)
                .hasMessage("network nosuch not found");
    }

    @Test
    void aNetworkIsRemoved() {
        rig.create("front");

        rig.life.remove("front");

        assertThat(rig.driver.networks()).containsOnlyKeys("bridge");
        assertThat(rig.events.told()).containsExactly("create front", "destroy front");
        assertThatThrownBy(() -> rig.life.remove("front"))
                .isInstanceOf(NotFound.class)
                .hasMessage("network front not found");
        rig.create("next");
        assertThat(rig.life.inspect("next").ipam().subnets().get(0).pool()).isEqualTo("172.18.0.0/16");
    }

    @Test
    void aPredefinedNetworkStays() {
        assertThatThrownBy(() -> rig.life.remove("bridge"))
                .isInstanceOf(Forbidden.class)
                .hasMessage("bridge is a pre-defined network and cannot be removed");
    }

    @Test
    void aNetworkWithMembersStays() {
        String id = rig.create("gnet");
        rig.run(1, "gnet");

        assertThatThrownBy(() -> rig.life.remove("gnet"))
                .isInstanceOf(Forbidden.class)
                .hasMessage("error while removing network: network gnet id " + id + " has active endpoints");
        rig.life.release(Rig.id(1));
        rig.life.remove("gnet");
    }

    @Test
    void aNetworkThatItsDriverKeepsIsStillThere() {
        rig.create("front");
        rig.driver.fail("removeNetwork", Kind.INTERNAL);

        assertThatThrownBy(() -> rig.life.remove("front")).isInstanceOf(Internal.class);

        rig.run(1, "front");
        assertThat(rig.life.inspect("front").containers()).containsOnlyKeys(Rig.id(1));
    }

    @Test
    void withoutItsDriverANetworkIsListedAndStays() {
        rig.create("front");
        rig.registry.network().leave("bridge");

        assertThat(names("name", "front")).containsExactly("front");
        assertThatThrownBy(() -> rig.life.remove("front"))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("bridge");
    }

    @Test
    void inspectTellsTheMembers() {
        rig.run(1, "bridge");

        Network.Member member = Rig.in(rig.life.inspect("bridge").containers(), Rig.id(1));
        assertThat(member.name()).isEqualTo("c1");
        assertThat(member.endpoint().ipAddress()).isEqualTo("172.17.0.2");
        assertThat(member.endpoint().macAddress()).isEqualTo("02:42:ac:11:00:02");
    }
}
