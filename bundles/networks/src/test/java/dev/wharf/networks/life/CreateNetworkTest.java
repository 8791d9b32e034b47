package dev.wharf.networks.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.Forbidden;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.network.Ipam;
import dev.wharf.engine.api.network.Network;
import dev.wharf.engine.api.network.NetworkRequest;
import dev.wharf.spi.DriverException.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreateNetworkTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aNetworkIsMadeAtTheBridgeDriverWithTheFirstFreePool() {
        String id = rig.create("front");

        Network network = rig.life.inspect("front");
        assertThat(id).matches("[0-9a-f]{64}");
        assertThat(network.id()).isEqualTo(id);
        assertThat(network.driver()).isEqualTo("bridge");
        assertThat(network.scope()).isEqualTo("local");
        assertThat(network.ipam().subnets())
                .containsExactly(new Ipam.Subnet("172.18.0.0/16", "", "172.18.0.1", Map.of()));
        assertThat(rig.driver.networks()).containsKeys("bridge", "front");
        assertThat(rig.events.told()).containsExactly("create front");
    }

    @Test
    void aPoolThatARouteOfTheHostOverlapsIsPassedOver() {
        rig.hostUses("vpn0", "172.16.0.0/13"); // 172.16 to 172.23
        rig.hostHas("eth0", "172.25.0.9/24");

        rig.create("one");
        rig.create("two");

        assertThat(pool("one")).isEqualTo("172.24.0.0/16");
        assertThat(pool("two")).isEqualTo("172.26.0.0/16");
    }

    @Test
    void afterThePoolsOf172ThoseOf192Come() {
        for (int i = 0; i < 14; i++) {
            rig.create("n" + i);
        }
        rig.create("next");
        rig.create("further");

        assertThat(pool("n13")).isEqualTo("172.31.0.0/16");
        assertThat(pool("next")).isEqualTo("192.168.0.0/20");
        assertThat(pool("further")).isEqualTo("192.168.16.0/20");
    }

    @Test
    void whenAllPoolsAreTakenItIsRefused() {
        rig.hostUses("eth0", "172.16.0.0/12");
        rig.hostUses("eth0", "192.168.0.0/16");

        assertThatThrownBy(() -> rig.create("front"))
                .isInstanceOf(Internal.class)
                .hasMessage(
                        "could not find an available, non-overlapping IPv4 address pool among the defaults to assign"
                                + " to the network");
    }

    private String pool(String name) {
        return rig.life.inspect(name).ipam().subnets().get(0).pool();
    }

    @ParameterizedTest
    @CsvSource({"bridge", "host", "none", "default"})
    void thePredefinedNamesAreRefused(String name) {
        assertThatThrownBy(() -> rig.create(name))
                .isInstanceOf(Forbidden.class)
                .hasMessage("operation is not permitted on predefined " + name + " network ");
    }

    @Test
    void aNetworkNeedsAName() {
        assertThatThrownBy(() -> rig.create(""))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("invalid name: ");
    }

    @Test
    void anUnknownDriverIsNotFound() {
        var request = new NetworkRequest("n", false, "nosuchdriver", false, false, Ipam.any(), Map.of(), Map.of());

        assertThatThrownBy(() -> rig.life.create(request))
                .isInstanceOf(NotFound.class)
                .hasMessage("plugin \"nosuchdriver\" not found");
    }

    @Test
    void thereIsOnlyOneNetworkOfTheHost() {
        var request = new NetworkRequest("n", false, "host", false, false, Ipam.any(), Map.of(), Map.of());

        assertThatThrownBy(() -> rig.life.create(request))
                .isInstanceOf(Forbidden.class)
                .hasMessage("only one instance of \"host\" network is allowed");
    }

    @Test
    void aTakenNameIsRefusedWhereThatMatters() {
        rig.create("gnet");

        assertThatThrownBy(() -> rig.create("gnet"))
                .isInstanceOf(Conflict.class)
                .hasMessage("network with name gnet already exists");
    }

    @Test
    void elseASecondNetworkOfThatNameIsMadeWithAWarning() {
        String first = rig.create("gnet");

        var created =
                rig.life.create(new NetworkRequest("gnet", false, "", false, false, Ipam.any(), Map.of(), Map.of()));

        assertThat(created.warning()).isEqualTo("Network with name gnet (id : " + first + ") already exists");
        assertThatThrownBy(() -> rig.life.inspect("gnet"))
                .isInstanceOf(InvalidArgument.class)
                .hasMessage("network gnet is ambiguous (2 matches found based on name)");
        assertThat(rig.life.inspect(first).name()).isEqualTo("gnet");
    }

    @Test
    void aDescribedSubnetIsTaken() {
        rig.create("gnet", Rig.ipam("10.200.0.0/24", "10.200.0.128/25", "10.200.0.1"));

        var connections = rig.run(1, "gnet");

        assertThat(Rig.address(connections, "gnet")).isEqualTo("10.200.0.128");
        assertThat(Rig.in(connections.endpoints(), "gnet").endpoint().gateway()).isEqualTo("10.200.0.1");
        assertThat(rig.life.inspect("gnet").ipam().subnets())
                .containsExactly(new Ipam.Subnet("10.200.0.0/24", "10.200.0.128/25", "10.200.0.1", Map.of()));
    }

    @Test
    void aPoolThatOverlapsAnotherOneIsRefused() {
        rig.create("gnet", Rig.ipam("10.200.0.0/24", "", ""));

        assertThatThrownBy(() -> rig.create("gnet3", Rig.ipam("10.200.0.0/25", "", "")))
                .isInstanceOf(Forbidden.class)
                .hasMessage("Pool overlaps with other one on this address space");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "10.1.0.0    | ''          | ''        | Invalid subnet 10.1.0.0 : invalid CIDR address: 10.1.0.0",
                "''          | ''          | 10.1.0.1  | Invalid subnet  : invalid CIDR address: ",
                "10.1.0.0/33 | ''          | ''        | Invalid subnet 10.1.0.0/33 : invalid CIDR address: 10.1.0.0/33",
                "10.1.0.0/24 | ''          | nonsense  | invalid gateway address nonsense in Ipam configuration",
                "10.1.0.0/24 | ''          | 10.2.0.1  | failed to allocate gateway (10.2.0.1): Requested address is out of range",
                "10.1.0.0/24 | ''          | 10.1.0.0  | failed to allocate gateway (10.1.0.0): Address already in use",
                "10.1.0.0/24 | 10.2.0.0/25 | ''        | Invalid subpool",
                "10.1.0.0/24 | 10.0.0.0/8  | ''        | Invalid subpool",
                "10.1.0.0/24 | nonsense    | ''        | invalid CIDR address: nonsense",
            })
    void whatMakesNoSenseOfASubnetIsRefusedAndNothingIsLeft(String pool, String range, String gateway, String message) {
        Ipam ipam = Rig.ipam(pool, range, gateway);

        assertThatThrownBy(() -> rig.create("gnet", ipam))
                .isInstanceOf(InvalidArgument.class)
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith(message.strip());
        rig.create("gnet", Rig.ipam("10.1.0.0/24", "", ""));
    }

    @Test
    void auxiliaryAddressesAreKeptFromContainers() {
        var subnet = new Ipam.Subnet("10.1.0.0/24", "", "10.1.0.1", Map.of("router", "10.1.0.2"));
        rig.create("gnet", new Ipam("default", Map.of(), List.of(subnet)));

        assertThat(Rig.address(rig.run(1, "gnet"), "gnet")).isEqualTo("10.1.0.3");
    }

    @Test
    void auxiliaryAddressesLieInThePool() {
        var outside = new Ipam.Subnet("10.1.0.0/24", "", "", Map.of("a", "10.2.0.2"));
        var nonsense = new Ipam.Subnet("10.1.0.0/24", "", "", Map.of("a", "b"));

        assertThatThrownBy(() -> rig.create("gnet", new Ipam("default", Map.of(), List.of(outside))))
                .isInstanceOf(Forbidden.class)
                .hasMessage("auxilairy address: (a:10.2.0.2) must belong to the master pool: 10.1.0.0/24");
        assertThatThrownBy(() -> rig.create("gnet", new Ipam("default", Map.of(), List.of(nonsense))))
                .isInstanceOf(InvalidArgument.class)
                .hasMessageContaining("non parsable secondary ip address (a:b)");
    }

    @Test
    void aBridgeHasOneSubnetOfAFamily() {
        var one = new Ipam.Subnet("10.1.0.0/24", "", "", Map.of());
        var other = new Ipam.Subnet("10.2.0.0/24", "", "", Map.of());

        assertThatThrownBy(() -> rig.create("gnet", new Ipam("default", Map.of(), List.of(one, other))))
                .isInstanceOf(Forbidden.class)
                .hasMessage("bridge driver doesn't support multiple subnets");
    }

    @Test
    void ipv6NeedsASubnet() {
        var without = new NetworkRequest("six", true, "", true, false, Ipam.any(), Map.of(), Map.of());
        var subnet = new Ipam.Subnet("fd00:1::/64", "", "", Map.of());
        var with = new NetworkRequest(
                "six", true, "", true, false, new Ipam("default", Map.of(), List.of(subnet)), Map.of(), Map.of());

        assertThatThrownBy(() -> rig.life.create(without))
                .isInstanceOf(Internal.class)
                .hasMessageContaining("non-overlapping IPv6 address pool");
        rig.life.create(with);

        var endpoint = Rig.in(rig.run(1, "six").endpoints(), "six").endpoint();
        assertThat(endpoint.ipAddress()).isEqualTo("172.18.0.2");
        assertThat(endpoint.ipv6Address()).isEqualTo("fd00:1::2");
        assertThat(endpoint.ipv6PrefixLength()).isEqualTo(64);
        assertThat(endpoint.ipv6Gateway()).isEqualTo("fd00:1::1");
    }

    @Test
    void anUnknownAddressDriverIsUnavailable() {
        assertThatThrownBy(() -> rig.create("gnet", new Ipam("nosuch", Map.of(), List.of())))
                .hasMessageContaining("nosuch");
    }

    @Test
    void whatTheDriverRefusesLeavesNothingBehind() {
        rig.driver.fail("createNetwork", Kind.INVALID_ARGUMENT);
        assertThatThrownBy(() -> rig.create("front")).isInstanceOf(InvalidArgument.class);
        rig.driver.fail("", Kind.INTERNAL);

        rig.restart();

        assertThat(rig.life.list(Map.of())).hasSize(3);
        rig.create("front");
        assertThat(pool("front")).isEqualTo("172.18.0.0/16");
    }
}
