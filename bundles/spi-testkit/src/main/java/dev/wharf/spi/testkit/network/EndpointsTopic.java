package dev.wharf.spi.testkit.network;

import static dev.wharf.spi.testkit.network.Rig.ETH0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.Sandbox;
import org.junit.jupiter.api.Test;

/** Making and removing endpoints. */
abstract class EndpointsTopic extends NetworkTopic {
    private static final EndpointSpec SPEC = Rig.endpoint(1, 2);

    @Test
    void anEndpointIsMadeAsAskedFor() {
        driver().createNetwork(rig().network(1));

        EndpointSpec made = driver().createEndpoint(SPEC);

        assertThat(made.id()).isEqualTo(SPEC.id());
        assertThat(made.network()).isEqualTo(SPEC.network());
        assertThat(made.ipv4()).isEqualTo(SPEC.ipv4());
        assertThat(made.ipv6()).isEqualTo(SPEC.ipv6());
    }

    @Test
    void makingAnEndpointAgainTellsTheSame() {
        driver().createNetwork(rig().network(1));
        EndpointSpec first = driver().createEndpoint(SPEC);

        assertThat(driver().createEndpoint(SPEC)).isEqualTo(first);
    }

    @Test
    void anEndpointNeedsItsNetwork() {
        assertFails(Kind.NOT_FOUND, () -> driver().createEndpoint(SPEC));
    }

    @Test
    void anEndpointThatIsNotThereIsNotJoined() {
        driver().createNetwork(rig().network(1));
        Box box = rig().box();

        assertFails(Kind.NOT_FOUND, () -> driver().join(SPEC.id(), box.sandbox(), ETH0));
        assertThat(box.has("eth0")).isFalse();
    }

    @Test
    void aSandboxThatIsNotThereIsNotFoundAndNothingIsLeft() {
        driver().createNetwork(rig().network(1));
        String before = rig().host().state();
        Box box = rig().box();
        Sandbox gone = box.sandbox();
        box.close();
        driver().createEndpoint(SPEC);

        assertFails(Kind.NOT_FOUND, () -> driver().join(SPEC.id(), gone, ETH0));

        assertThat(rig().host().state()).isEqualTo(before);
    }

    @Test
    void removingWhatIsNotThereSucceeds() {
        driver().createNetwork(rig().network(1));

        assertThatCode(() -> driver().removeEndpoint(SPEC.id())).doesNotThrowAnyException();
    }

    @Test
    void whatWasRemovedIsNotJoined() {
        driver().createNetwork(rig().network(1));
        driver().createEndpoint(SPEC);
        Box box = rig().box();

        driver().removeEndpoint(SPEC.id());

        assertFails(Kind.NOT_FOUND, () -> driver().join(SPEC.id(), box.sandbox(), ETH0));
    }
}
