package dev.wharf.networks.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.networks.testing.FakeNetworkDriver;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.EndpointSpec;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecoveryTest {
    private static final Map<String, List<HostPort>> PORT = Map.of("80/tcp", List.of(new HostPort("", "21601")));

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static ConnectRequest inTwo() {
        Map<String, EndpointRequest> networks = new LinkedHashMap<>();
        networks.put("bridge", EndpointRequest.any());
        networks.put("front", new EndpointRequest("", "", List.of("db"), List.of(), Map.of()));
        return Rig.container(1, networks, PORT);
    }

    @Test
    void whatRanGoesOnAfterARestartOfTheDaemon() throws Exception {
        rig.create("front");
        Connections before = rig.run(inTwo(), 1);
        List<EndpointSpec> endpoints = List.copyOf(rig.driver.endpoints());

        rig.restart();
        rig.life.recover(inTwo(), before, Rig.space(1));
        rig.life.recovered();

        assertThat(rig.driver.endpoints()).containsExactlyInAnyOrderElementsOf(endpoints);
        assertThat(rig.driver.joined()).hasSize(2);
        assertThat(rig.driver.published()).hasSize(1);
        assertThat(Rig.isFree(21_601)).isFalse();
        assertThat(Rig.in(rig.servers.served(), Rig.space(1).path()).addresses("db"))
                .isPresent();
        assertThat(Rig.address(rig.run(2, "bridge"), "bridge")).isEqualTo("172.17.0.3");
        assertThatThrownBy(() -> rig.life.prepare(Rig.container(3, Map.of("bridge", EndpointRequest.any()), PORT)))
                .isInstanceOf(Internal.class);
        assertThat(rig.life.inspect("front").containers()).containsOnlyKeys(Rig.id(1));

        rig.life.release(Rig.id(1));
        assertThat(Rig.isFree(21_601)).isTrue();
        assertThat(rig.driver.endpoints()).hasSize(1);
    }

    @Test
    void whatOthersLeftGoes() {
        Connections before = rig.run(1, "bridge");
        rig.run(2, "bridge");

        rig.restart();
        rig.life.recover(Rig.container(1, "bridge"), before, Rig.space(1));
        rig.life.recovered();

        assertThat(rig.driver.endpoints())
                .extracting(spec -> spec.id().value())
                .containsExactly(Rig.in(before.endpoints(), "bridge").endpoint().endpointId());
        assertThat(Rig.address(rig.run(3, "bridge"), "bridge")).isEqualTo("172.17.0.3");
    }

    @Test
    void nothingIsRemovedBeforeAllThatRunAreKnown() {
        rig.run(1, "bridge");

        rig.restart();

        assertThat(rig.driver.endpoints()).hasSize(1);
        rig.life.recovered();
        assertThat(rig.driver.endpoints()).isEmpty();
    }

    @Test
    void aRecoveredPortThatIsTakenMeanwhileStaysTheContainers() throws Exception {
        ConnectRequest request = Rig.container(1, Map.of("bridge", EndpointRequest.any()), PORT);
        Connections before = rig.run(request, 1);
        rig.life.close();

        try (var other = new ServerSocket(21_601)) {
            assertThat(other.isBound()).isTrue();
            rig.restart();
            rig.life.recover(request, before, Rig.space(1));
            rig.life.recovered();
        }

        assertThat(rig.driver.published()).hasSize(1);
        rig.life.release(Rig.id(1));
    }

    @Test
    void aDriverThatIsExchangedLearnsEverythingAndTrafficGoesOn() {
        rig.create("front");
        Connections before = rig.run(inTwo(), 1);
        FakeNetworkDriver next = new FakeNetworkDriver();

        rig.registry.network().leave("bridge");
        rig.registry.network().arrive("bridge", next);

        assertThat(next.networks()).containsOnlyKeys("bridge", "front");
        assertThat(next.endpoints()).hasSize(2);
        assertThat(next.joined()).hasSize(2);
        assertThat(next.published()).hasSize(1);
        rig.life.release(Rig.id(1));
        assertThat(next.endpoints()).isEmpty();
        assertThat(before.endpoints()).hasSize(2);
    }

    @Test
    void aContainerThatEndsWhileTheDriverIsAwayIsForgottenWhenItComesBack() {
        rig.run(1, "bridge");
        rig.run(2, "bridge");
        rig.registry.network().leave("bridge");

        rig.life.release(Rig.id(1));
        rig.registry.network().arrive("bridge", rig.driver);
        assertThat(rig.driver.endpoints()).hasSize(2); // it is the same driver, and was told already

        FakeNetworkDriver next = new FakeNetworkDriver();
        rig.registry.network().arrive("bridge", next);
        assertThat(next.endpoints()).hasSize(1);
    }

    @Test
    void aNetworkThatCouldNotBeMadeIsTriedAgainWhenItIsUsed() {
        FakeNetworkDriver next = new FakeNetworkDriver();
        next.fail("createNetwork", Kind.ALREADY_EXISTS);
        rig.registry.network().arrive("bridge", next);
        assertThatThrownBy(() -> rig.run(1, "bridge")).isInstanceOf(Conflict.class);

        next.fail("", Kind.INTERNAL);
        rig.run(1, "bridge");

        assertThat(next.endpoints()).hasSize(1);
    }

    @Test
    void aConnectionToANetworkThatIsGoneIsPassedOver() {
        rig.create("front");
        Connections before = rig.run(1, "front");
        rig.life.release(Rig.id(1));
        rig.life.remove("front");

        rig.restart();
        rig.life.recover(Rig.container(1, "front"), before, Rig.space(1));
        rig.life.recovered();

        rig.life.release(Rig.id(1));
        assertThat(rig.driver.endpoints()).isEmpty();
    }
}
