package dev.wharf.spi.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wharf.spi.DriverOption;
import dev.wharf.spi.Probe;
import dev.wharf.spi.network.PeerFilter;
import dev.wharf.spi.network.PortPublisher;
import org.junit.jupiter.api.Test;

/** What a provider tells before it opens a driver, and what the driver claims. */
abstract class ProbingTopic extends NetworkTopic {

    @Test
    void theNameFollowsTheGrammar() {
        assertThat(suite().provider(rig().host().path()).name()).matches("[a-z0-9][a-z0-9_.-]{0,62}");
    }

    @Test
    void theProbeSucceedsAndLeavesNothing() {
        String before = rig().host().state();

        Probe probe = suite().provider(rig().host().path()).probe(rig().context());

        assertThat(probe).isEqualTo(Probe.supported());
        assertThat(rig().host().state()).isEqualTo(before);
    }

    @Test
    void eachOptionHasANameOfItsOwn() {
        assertThat(suite().provider(rig().host().path()).options())
                .extracting(DriverOption::name)
                .doesNotHaveDuplicates();
    }

    @Test
    void capabilitiesAreThereAsClaimed() {
        assertThat(driver().as(PortPublisher.class).isPresent()).isEqualTo(has(NetworkFeature.PUBLISHING));
        assertThat(driver().as(PeerFilter.class).isPresent()).isEqualTo(has(NetworkFeature.FILTERING));
    }

    @Test
    void openingMakesNothing() {
        String before = rig().host().state();

        rig().reopen();

        assertThat(rig().host().state()).isEqualTo(before);
    }

    @Test
    void closingTwiceIsHarmless() {
        driver().close();

        assertThatCode(() -> driver().close()).doesNotThrowAnyException();
    }
}
