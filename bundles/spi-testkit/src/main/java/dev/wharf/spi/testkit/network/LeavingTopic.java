package dev.wharf.spi.testkit.network;

import static dev.wharf.spi.testkit.network.Rig.ETH0;
import static dev.wharf.spi.testkit.network.Rig.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wharf.spi.network.EndpointId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Taking endpoints out of containers. */
abstract class LeavingTopic extends NetworkTopic {
    private static final EndpointId ID = endpoint(1, 2).id();
    private String before = "";

    @BeforeEach
    void makeNetwork() {
        driver().createNetwork(rig().network(1));
        before = rig().host().state();
    }

    @Test
    void theInterfaceIsGoneFromAContainerThatLivesOn() {
        Box box = rig().joined(1, 2);

        driver().leave(ID, box.sandbox());

        assertThat(box.has("eth0")).isFalse();
    }

    @Test
    void leavingTwiceIsHarmless() {
        Box box = rig().joined(1, 2);
        driver().leave(ID, box.sandbox());

        assertThatCode(() -> driver().leave(ID, box.sandbox())).doesNotThrowAnyException();
    }

    @Test
    void whoeverLeftCanJoinAgain() {
        Box box = rig().joined(1, 2);
        driver().leave(ID, box.sandbox());

        driver().join(ID, box.sandbox(), ETH0);

        assertThat(box.addresses("eth0")).contains("10.201.0.2/24");
    }

    @Test
    void whoeverLeftCanJoinInAnotherContainer() {
        Box first = rig().joined(1, 2);
        first.close();
        driver().leave(ID, first.sandbox());
        Box next = rig().box();

        driver().join(ID, next.sandbox(), ETH0);

        assertThat(next.addresses("eth0")).contains("10.201.0.2/24");
    }

    @Test
    void nothingIsLeftOfAContainerThatHasEnded() {
        Box box = rig().joined(1, 2);
        box.close();

        driver().leave(ID, box.sandbox());
        driver().removeEndpoint(ID);

        await("the host as it was before", () -> rig().host().state().equals(before));
    }

    @Test
    void nothingIsLeftOfAnEndpointThatIsForgotten() {
        Box box = rig().joined(1, 2);

        driver().removeEndpoint(ID);

        assertThat(box.has("eth0")).isFalse();
        assertThat(rig().host().state()).isEqualTo(before);
    }

    @Test
    void othersAreLeftAlone() {
        Box one = rig().joined(1, 2);
        Box other = rig().joined(1, 3);
        String state = other.space().state();

        driver().leave(ID, one.sandbox());
        driver().removeEndpoint(ID);

        assertThat(other.space().state()).isEqualTo(state);
    }
}
