package dev.wharf.drivers.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GateTest {
    private final Gate gate = new Gate();

    @Test
    void aShutGateLetsNobodyIn() {
        gate.shut();

        assertThat(gate.enter()).isFalse();
        assertThat(gate.awaitEmpty(Duration.ZERO)).isTrue();
    }

    @Test
    void itIsEmptyWhenTheLastOneLeft() {
        gate.enter();
        gate.enter();
        gate.shut();
        gate.leave();
        assertThat(gate.awaitEmpty(Duration.ZERO)).isFalse();
        assertThat(gate.inside()).isEqualTo(1);

        gate.leave();

        assertThat(gate.awaitEmpty(Duration.ZERO)).isTrue();
    }

    @Test
    void anOpenGateIsNeverEmpty() {
        gate.enter();
        gate.leave();

        assertThat(gate.awaitEmpty(Duration.ZERO)).isFalse();
    }
}
