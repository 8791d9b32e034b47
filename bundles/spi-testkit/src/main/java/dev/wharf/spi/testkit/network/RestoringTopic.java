package dev.wharf.spi.testkit.network;

import static dev.wharf.spi.testkit.network.Rig.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.EndpointSpec;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closing a driver, and opening it again. */
abstract class RestoringTopic extends NetworkTopic {
    private static final EndpointSpec ONE = endpoint(1, 2);
    private static final EndpointSpec OTHER = endpoint(1, 3);

    @BeforeEach
    void makeNetwork() {
        driver().createNetwork(rig().network(1));
    }

    private void reopen(EndpointSpec... inUse) {
        rig().reopen();
        driver().createNetwork(rig().network(1));
        driver().restore(Rig.id(1), List.of(inUse));
    }

    @Test
    void trafficGoesOnWithoutTheDriver() {
        Box one = rig().joined(1, 2);
        rig().joined(1, 3);

        driver().close();

        assertThat(one.space().reaches("10.201.0.3")).isTrue();
    }

    @Test
    void noPacketIsLostWhileADriverIsExchanged() {
        Box one = rig().joined(1, 2);
        rig().joined(1, 3);
        Pings pings = Pings.start(one, "10.201.0.3");

        reopen(ONE, OTHER);

        assertThat(pings.lost()).isZero();
    }

    @Test
    void whatIsInUseStaysAsItIs() {
        Box box = rig().joined(1, 2);
        String inside = box.space().state();
        String outside = rig().host().state();

        reopen(ONE);

        assertThat(box.space().state()).isEqualTo(inside);
        assertThat(rig().host().state()).isEqualTo(outside);
    }

    @Test
    void whatIsNotInUseGoes() {
        String before = rig().host().state();
        Box box = rig().joined(1, 2);

        reopen();

        assertThat(box.has("eth0")).isFalse();
        assertThat(rig().host().state()).isEqualTo(before);
    }

    @Test
    void otherNetworksAreLeftAlone() {
        driver().createNetwork(rig().network(2));
        Box box = rig().joined(2, 2);
        String before = box.space().state();

        reopen();

        assertThat(box.space().state()).isEqualTo(before);
    }

    @Test
    void aNetworkThatWasNotToldIsNotFound() {
        assertFails(Kind.NOT_FOUND, () -> driver().restore(Rig.id(2), List.of()));
    }

    @Test
    void aRestoredEndpointLeaves() {
        Box box = rig().joined(1, 2);
        reopen(ONE);

        driver().leave(ONE.id(), box.sandbox());
        driver().removeEndpoint(ONE.id());

        assertThat(box.has("eth0")).isFalse();
    }

    @Test
    void newContainersReachRestoredOnes() {
        rig().joined(1, 2);
        reopen(ONE);

        Box next = rig().joined(1, 3);

        assertThat(next.space().reaches("10.201.0.2")).isTrue();
    }

    @Test
    void aNetworkOfAnEarlierRunCanBeRemoved() {
        rig().reopen();
        driver().removeNetwork(Rig.id(1));

        assertThat(rig().host().state()).doesNotContain("10.201.0.1");
    }

    @Test
    void whatIsMissingOnTheHostIsMadeAnew() {
        if (!has(NetworkFeature.REPAIRING)) {
            return;
        }
        Box one = rig().joined(1, 2);
        rig().joined(1, 3);
        suite().damage(rig().host(), Rig.id(1));
        assertThat(one.space().reaches("10.201.0.3")).isFalse();

        reopen(ONE, OTHER);

        // the container still waits for the neighbour that it asked for in vain
        await("an answer of the neighbour", () -> one.space().reaches("10.201.0.3"));
    }
}
