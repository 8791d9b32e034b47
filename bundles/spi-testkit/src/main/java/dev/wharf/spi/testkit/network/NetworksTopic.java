package dev.wharf.spi.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** Making and removing networks. */
abstract class NetworksTopic extends NetworkTopic {

    @Test
    void makingANetworkAgainChangesNothing() {
        driver().createNetwork(rig().network(1));
        String before = rig().host().state();

        driver().createNetwork(rig().network(1));

        assertThat(rig().host().state()).isEqualTo(before);
    }

    @Test
    void aRemovedNetworkLeavesNothing() {
        String before = rig().host().state();
        driver().createNetwork(rig().network(1));
        driver().createNetwork(rig().network(2));

        driver().removeNetwork(Rig.id(1));
        driver().removeNetwork(Rig.id(2));

        assertThat(rig().host().state()).isEqualTo(before);
    }

    @Test
    void removingANetworkLeavesTheOthersAlone() {
        driver().createNetwork(rig().network(1));
        String before = rig().host().state();
        driver().createNetwork(rig().network(2));

        driver().removeNetwork(Rig.id(2));

        assertThat(rig().host().state()).isEqualTo(before);
    }

    @Test
    void removingWhatIsNotThereSucceeds() {
        assertThatCode(() -> driver().removeNetwork(Rig.id(1))).doesNotThrowAnyException();
    }

    @Test
    void theHostHasTheAddressesOfTheRouter() {
        driver().createNetwork(rig().network(1));

        if (has(NetworkFeature.HOST_IS_ROUTER)) {
            assertThat(rig().host().state()).contains("10.201.0.1/24").contains("fd00:1::1/64");
        } else {
            assertThat(rig().host().state()).doesNotContain("10.201.0.1");
        }
    }
}
