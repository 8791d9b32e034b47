package dev.wharf.spi.testkit.network;

import static dev.wharf.spi.testkit.network.Rig.ETH0;
import static dev.wharf.spi.testkit.network.Rig.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bringing endpoints into containers. */
abstract class JoiningTopic extends NetworkTopic {
    private static final int MANY = 16;

    @BeforeEach
    void makeNetwork() {
        driver().createNetwork(rig().network(1));
    }

    @Test
    void theInterfaceIsUpAndHasItsAddresses() {
        Box box = rig().joined(1, 2);

        assertThat(box.link("eth0")).contains(",UP");
        assertThat(box.addresses("eth0")).contains("inet 10.201.0.2/24 ").contains("inet6 fd00:1::2/64 ");
        assertThat(box.attachment().interfaceName()).isEqualTo("eth0");
    }

    @Test
    void anIpv6AddressCountsAtOnce() {
        Box box = rig().joined(1, 2);

        assertThat(box.addresses("eth0").lines().filter(line -> line.contains("fd00:1::2")))
                .isNotEmpty()
                .noneMatch(line -> line.contains("tentative"));
    }

    @Test
    void theHardwareAddressIsTold() {
        Box box = rig().joined(1, 2);

        assertThat(box.link("eth0")).contains("link/ether " + box.attachment().mac() + " ");
    }

    @Test
    void theHardwareAddressThatIsAskedForIsUsed() {
        var mac = new MacAddress("02:00:00:00:00:07");
        EndpointSpec any = endpoint(1, 2);
        var spec = new EndpointSpec(any.id(), any.network(), any.ipv4(), any.ipv6(), Optional.of(mac), Map.of());
        Box box = rig().box();

        rig().join(box, spec, ETH0);

        assertThat(box.link("eth0")).contains("link/ether " + mac + " ");
        assertThat(box.attachment().mac()).isEqualTo(mac);
    }

    @Test
    void theDefaultRouteLeadsToTheRouter() {
        Box box = rig().joined(1, 2);

        assertThat(box.attachment().ipv4Gateway()).contains(Rig.ip("10.201.0.1"));
        assertThat(box.attachment().ipv6Gateway()).contains(Rig.ip("fd00:1::1"));
        assertThat(box.defaultRoutes()).contains("default via 10.201.0.1 ").contains("default via fd00:1::1 ");
    }

    @Test
    void aSecondInterfaceLeavesTheDefaultRouteAlone() {
        driver().createNetwork(rig().network(2));
        Box box = rig().joined(1, 2);

        rig().join(box, endpoint(2, 2), new JoinOptions("eth1", false));

        assertThat(box.addresses("eth1")).contains("inet 10.202.0.2/24 ");
        assertThat(box.defaultRoutes().lines()).hasSize(2).allMatch(line -> line.contains("eth0"));
    }

    @Test
    void anInternalNetworkHasNoDefaultRoute() {
        NetworkSpec open = rig().network(2);
        driver().createNetwork(new NetworkSpec(open.id(), open.name(), open.subnets(), open.options(), true));

        Box box = rig().joined(2, 2);

        assertThat(box.defaultRoutes()).isEmpty();
        assertThat(box.attachment().ipv4Gateway()).isEmpty();
    }

    @Test
    void joiningAgainChangesNothing() {
        Box box = rig().joined(1, 2);
        String before = box.space().state();

        driver().join(endpoint(1, 2).id(), box.sandbox(), ETH0);

        assertThat(box.space().state()).isEqualTo(before);
    }

    @Test
    void whatFailsLeavesTheContainerAsItWas() {
        Box box = rig().joined(1, 2);
        String before = box.space().state();
        driver().createEndpoint(endpoint(1, 3));

        assertThatThrownBy(() -> driver().join(endpoint(1, 3).id(), box.sandbox(), ETH0))
                .isInstanceOf(DriverException.class);

        assertThat(box.space().state()).isEqualTo(before);
    }

    @Test
    void containersReachEachOther() {
        Box one = rig().joined(1, 2);
        rig().joined(1, 3);

        assertThat(one.space().reaches("10.201.0.3")).isTrue();
        assertThat(one.space().reaches("fd00:1::3")).isTrue();
    }

    @Test
    void theHostReachesContainersWhereItIsTheRouter() {
        Box box = rig().joined(1, 2);

        assertThat(rig().host().reaches("10.201.0.2")).isEqualTo(has(NetworkFeature.HOST_IS_ROUTER));
        if (has(NetworkFeature.HOST_IS_ROUTER)) {
            assertThat(box.space().reaches("10.201.0.1")).isTrue();
        }
    }

    @Test
    void anAddressCanBeUsedAgainAtOnce() {
        Box first = rig().joined(1, 2);
        Box neighbour = rig().joined(1, 3);
        assertThat(neighbour.space().reaches("10.201.0.2")).isTrue();
        first.close();
        driver().leave(endpoint(1, 2).id(), first.sandbox());
        driver().removeEndpoint(endpoint(1, 2).id());

        rig().joined(1, 2);

        assertThat(neighbour.space().reaches("10.201.0.2")).isTrue();
    }

    @Test
    void manyJoinAtOnce() {
        List<CompletableFuture<Box>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Box box = rig().box();
            EndpointSpec spec = endpoint(1, 10 + i);
            all.add(CompletableFuture.supplyAsync(() -> {
                rig().join(box, spec, ETH0);
                return box;
            }));
        }

        for (int i = 0; i < MANY; i++) {
            assertThat(all.get(i).join().addresses("eth0")).contains("10.201.0." + (10 + i) + "/24");
        }
    }
}
