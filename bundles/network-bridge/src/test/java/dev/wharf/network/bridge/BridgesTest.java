package dev.wharf.network.bridge;

import static dev.wharf.network.bridge.Rig.BRIDGE;
import static dev.wharf.network.bridge.Rig.OTHER;
import static dev.wharf.network.bridge.Rig.WEB;
import static dev.wharf.network.bridge.Rig.network;
import static dev.wharf.network.bridge.Rig.prefix;
import static dev.wharf.network.bridge.Rig.subnet;
import static dev.wharf.network.bridge.Rig.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.NetworkSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgesTest {
    @TempDir
    Path folder;

    private Rig rig;

    @BeforeEach
    void open() {
        rig = new Rig(folder);
    }

    private static NetworkSpec docker0(String pool) {
        return network(WEB, pool, Map.of(BridgeOptions.NAME, "docker0"));
    }

    @Test
    void aNetworkIsABridgeWithTheGatewaysAddress() {
        rig.driver.createNetwork(web());

        HostLink bridge = rig.links.get(BRIDGE);
        assertThat(bridge.isBridge()).isTrue();
        assertThat(bridge.isUp()).isTrue();
        assertThat(bridge.alias()).isEqualTo("wharf:" + WEB);
        assertThat(bridge.mac()).isEqualTo("02:42:0a:01:00:01");
        assertThat(rig.links.addressesOf(BRIDGE)).containsExactly(prefix("10.1.0.1/24"));
        assertThat(rig.firewall.networks).containsKey(BRIDGE);
        assertThat(rig.sysctls.values)
                .containsEntry("ipv4/ip_forward", "1")
                .containsEntry("ipv4/conf/" + BRIDGE + "/route_localnet", "1")
                .containsEntry("ipv6/conf/" + BRIDGE + "/accept_ra", "0");
    }

    @Test
    void makingItAgainChangesNothing() {
        rig.driver.createNetwork(web());
        List<HostLink> before = rig.links.list();

        rig.driver.createNetwork(web());
        rig.open(true).createNetwork(web());

        assertThat(rig.links.list()).isEqualTo(before);
        assertThat(rig.links.addressesOf(BRIDGE)).hasSize(1);
    }

    @Test
    void aRemovedNetworkLeavesNothing() {
        rig.driver.createNetwork(web());

        rig.driver.removeNetwork(WEB);
        rig.driver.removeNetwork(WEB);

        assertThat(rig.links.list()).isEmpty();
        assertThat(rig.firewall.networks).isEmpty();
    }

    @Test
    void aNetworkThatADriverWasNotToldOfIsRemovedByItsMark() {
        rig.driver.createNetwork(web());

        rig.open(true).removeNetwork(WEB);

        assertThat(rig.links.list()).isEmpty();
    }

    @Test
    void aBridgeOfSomebodyElseIsUsedAndStays() {
        HostLink foreign = rig.links.add("docker0", HostLink.BRIDGE, "");
        rig.links.addAddress(foreign.index(), prefix("172.17.0.9/16"));

        rig.driver.createNetwork(docker0("172.17.0.0/16"));

        assertThat(rig.links.addressesOf("docker0")).containsExactly(prefix("172.17.0.9/16"));
        assertThat(rig.links.get("docker0").isUp()).isTrue();
        rig.driver.removeNetwork(WEB);
        assertThat(rig.links.find("docker0")).isPresent();
    }

    @Test
    void aBridgeOfSomebodyElseGetsTheAddressThatItLacks() {
        rig.links.add("docker0", HostLink.BRIDGE, "");

        rig.driver.createNetwork(docker0("172.17.0.0/16"));

        assertThat(rig.links.addressesOf("docker0")).containsExactly(prefix("172.17.0.1/16"));
        assertThat(rig.links.get("docker0").alias()).isEmpty();
    }

    @Test
    void aBridgeOfADaemonThatForgotItIsTakenOver() {
        rig.driver.createNetwork(network(OTHER, "172.18.0.0/16", Map.of(BridgeOptions.NAME, "docker0")));

        rig.open(true).createNetwork(docker0("172.17.0.0/16"));

        assertThat(rig.links.get("docker0").alias()).isEqualTo("wharf:" + WEB);
        assertThat(rig.links.addressesOf("docker0")).containsExactly(prefix("172.17.0.1/16"));
        rig.driver.removeNetwork(WEB);
        assertThat(rig.links.list()).isEmpty();
    }

    @Test
    void anotherAddressInTheSameSubnetTakesThePlaceOfTheFirst() {
        rig.driver.createNetwork(web());
        var moved = new dev.wharf.spi.network.Subnet(
                prefix("10.1.0.0/24"), java.util.Optional.of(Rig.ip("10.1.0.254")), Map.of());

        rig.driver.createNetwork(new NetworkSpec(WEB, "web", List.of(moved), Map.of(), false));

        assertThat(rig.links.addressesOf(BRIDGE)).containsExactly(prefix("10.1.0.254/24"));
    }

    @Test
    void twoNetworksDoNotShareABridge() {
        rig.driver.createNetwork(docker0("172.17.0.0/16"));

        assertThatThrownBy(() -> rig.driver.createNetwork(
                        network(OTHER, "172.18.0.0/16", Map.of(BridgeOptions.NAME, "docker0"))))
                .satisfies(kind(Kind.ALREADY_EXISTS))
                .hasMessage("bridge docker0 belongs to network web");
    }

    @Test
    void anInterfaceThatIsNoBridgeIsInTheWay() {
        rig.links.add("docker0", "dummy", "");

        assertThatThrownBy(() -> rig.driver.createNetwork(docker0("172.17.0.0/16")))
                .satisfies(kind(Kind.ALREADY_EXISTS))
                .hasMessage("interface docker0 is there already, and is no bridge");
        assertThat(rig.firewall.networks).isEmpty();
    }

    @Test
    void anAddressOfTheHostIsInTheWay() {
        HostLink eth0 = rig.links.add("eth0", "", "");
        rig.links.addAddress(eth0.index(), prefix("10.1.0.1/8"));

        assertThatThrownBy(() -> rig.driver.createNetwork(web())).satisfies(kind(Kind.ALREADY_EXISTS));

        assertThat(rig.links.list()).containsExactly(eth0);
        assertThat(rig.firewall.networks).isEmpty();
    }

    @Test
    void whatFailsHalfwayLeavesNothing() {
        rig.sysctls.hasIpv6 = false;
        var spec = new NetworkSpec(WEB, "web", List.of(subnet(prefix("fd00:1::/64"))), Map.of(), false);

        assertThatThrownBy(() -> rig.driver.createNetwork(spec)).satisfies(kind(Kind.UNSUPPORTED));

        assertThat(rig.links.list()).isEmpty();
        assertThat(rig.firewall.networks).isEmpty();
    }

    @Test
    void anInternalNetworkMakesTheHostForwardNothing() {
        rig.driver.createNetwork(new NetworkSpec(WEB, "web", web().subnets(), Map.of(), true));

        assertThat(rig.sysctls.values)
                .containsEntry("ipv4/ip_forward", "0")
                .doesNotContainKey("ipv4/conf/" + BRIDGE + "/route_localnet");
        assertThat(rig.firewall.rules(BRIDGE).isInternal()).isTrue();
    }

    @Test
    void forwardingIsLeftToWhoWantsItSo() {
        rig.open(false).createNetwork(web());

        assertThat(rig.sysctls.values).containsEntry("ipv4/ip_forward", "0");
    }

    @Test
    void ipv6IsForwardedWhereThereIsAny() {
        var spec = new NetworkSpec(
                WEB, "web", List.of(subnet(prefix("10.1.0.0/24")), subnet(prefix("fd00:1::/64"))), Map.of(), false);

        rig.driver.createNetwork(spec);

        assertThat(rig.sysctls.values)
                .containsEntry("ipv6/conf/all/forwarding", "1")
                .containsEntry("ipv6/conf/" + BRIDGE + "/disable_ipv6", "0");
        assertThat(rig.links.addressesOf(BRIDGE)).containsExactly(prefix("10.1.0.1/24"), prefix("fd00:1::1/64"));
    }

    @Test
    void optionsShapeTheBridge() {
        rig.driver.createNetwork(network(
                WEB,
                "10.1.0.0/24",
                Map.of(
                        BridgeOptions.MTU,
                        "1400",
                        BridgeOptions.ICC,
                        "false",
                        BridgeOptions.MASQUERADE,
                        "f",
                        "com.docker.network.bridge.unknown",
                        "x")));

        assertThat(rig.links.get(BRIDGE).mtu()).isEqualTo(1400);
        assertThat(rig.links.isFiltered(BRIDGE)).isTrue();
        assertThat(rig.firewall.rules(BRIDGE).mayTalk()).isFalse();
        assertThat(rig.firewall.rules(BRIDGE).isMasqueraded()).isFalse();
    }

    @Test
    void whatCannotBeReadIsRefusedInDockersWords() {
        assertRefused(
                BridgeOptions.ICC,
                "maybe",
                "failed to parse com.docker.network.bridge.enable_icc value: maybe"
                        + " (strconv.ParseBool: parsing \"maybe\": invalid syntax)");
        assertRefused(BridgeOptions.MTU, "-1", "invalid MTU number: -1");
        assertRefused(
                BridgeOptions.MTU,
                "big",
                "failed to parse com.docker.network.driver.mtu value: big"
                        + " (strconv.ParseInt: parsing \"big\": invalid syntax)");
        assertRefused(
                BridgeOptions.NAME,
                "far-too-long-name",
                "failed to parse com.docker.network.bridge.name value: far-too-long-name (invalid interface name)");
    }

    private void assertRefused(String option, String value, String message) {
        assertThatThrownBy(() -> rig.driver.createNetwork(network(WEB, "10.1.0.0/24", Map.of(option, value))))
                .satisfies(kind(Kind.INVALID_ARGUMENT))
                .hasMessage(message);
        assertThat(rig.links.list()).isEmpty();
    }

    @Test
    void aNetworkWithoutSubnetIsRefused() {
        assertThatThrownBy(() -> rig.driver.createNetwork(new NetworkSpec(WEB, "web", List.of(), Map.of(), false)))
                .satisfies(kind(Kind.INVALID_ARGUMENT));
    }

    @Test
    void withoutAPacketFilterLoopbackIsNotRouted() {
        rig.firewall.isMissing = true;

        rig.driver.createNetwork(web());

        assertThat(rig.links.get(BRIDGE).isUp()).isTrue();
        assertThat(rig.sysctls.values).doesNotContainKey("ipv4/conf/" + BRIDGE + "/route_localnet");
        assertThat(rig.driver.details(WEB))
                .extracting(detail -> detail.name() + ": " + detail.value())
                .containsExactly("Bridge: " + BRIDGE, "Packet filter: none: this kernel has no nf_tables");
        rig.driver.removeNetwork(WEB);
        assertThat(rig.links.list()).isEmpty();
    }

    static Consumer<Throwable> kind(Kind kind) {
        return error -> assertThat(((DriverException) error).kind()).isEqualTo(kind);
    }
}
