package dev.wharf.spi.testkit.network;

import static dev.wharf.spi.testkit.network.Rig.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.PeerFilter;
import dev.wharf.spi.network.PeerFilter.Opening;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may reach whom. Each driver without the capability passes: that it has none is another test. */
abstract class FilteringTopic extends NetworkTopic {
    private static final EndpointId SOURCE = endpoint(1, 2).id();
    private static final EndpointId TARGET = endpoint(1, 3).id();
    private static final int PORT = 80;
    private static final int OTHER_PORT = 81;

    private void open(Opening... openings) {
        driver().as(PeerFilter.class).orElseThrow().open(SOURCE, List.of(openings));
    }

    private static String heard(Box from, int port) {
        return Greeter.heard(from.space(), "10.201.0.3", port);
    }

    @Test
    void onlyWhatIsOpenedIsReached() {
        if (!has(NetworkFeature.FILTERING)) {
            return;
        }
        driver().createNetwork(rig().network(1, suite().closedOptions()));
        Box source = rig().joined(1, 2);
        Box target = rig().joined(1, 3);
        target.greet(PORT, "one");
        target.greet(OTHER_PORT, "other");
        assertThat(heard(source, PORT)).isEmpty();

        open(new Opening(TARGET, Protocol.TCP, PORT));
        assertThat(heard(source, PORT)).isEqualTo("one");
        assertThat(heard(source, OTHER_PORT)).isEmpty();

        open(new Opening(TARGET, Protocol.TCP, OTHER_PORT));
        assertThat(heard(source, PORT)).isEmpty();
        assertThat(heard(source, OTHER_PORT)).isEqualTo("other");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        if (!has(NetworkFeature.FILTERING)) {
            return;
        }
        driver().createNetwork(rig().network(1, suite().closedOptions()));
        rig().joined(1, 2);

        assertFails(Kind.NOT_FOUND, () -> open(new Opening(TARGET, Protocol.TCP, PORT)));
    }
}
