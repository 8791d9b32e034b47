package dev.wharf.api.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.container.ContainerStatus;
import dev.wharf.engine.api.container.ContainerStatus.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:10:00Z");

    @ParameterizedTest
    @CsvSource({
        "-PT5S, Less than a second",
        "PT0.9S, Less than a second",
        "PT1S, 1 seconds",
        "PT59S, 59 seconds",
        "PT60S, About a minute",
        "PT119S, About a minute",
        "PT2M, 2 minutes",
        "PT59M59S, 59 minutes",
        "PT1H, About an hour",
        "PT1H59M, About an hour",
        "PT2H, 2 hours",
        "PT47H, 47 hours",
        "PT48H, 2 days",
        "P13D, 13 days",
        "P14D, 2 weeks",
        "P89D, 12 weeks",
        "P90D, 3 months",
        "P729D, 24 months",
        "P730D, 2 years"
    })
    void durationsReadAsInDocker(Duration duration, String text) {
        assertThat(StatusText.duration(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED, Created",
        "RUNNING, Up 5 minutes",
        "PAUSED, Up 5 minutes (Paused)",
        "RESTARTING, Restarting (137) 5 seconds ago",
        "EXITED, Exited (137) 5 seconds ago",
        "REMOVING, Removal In Progress",
        "DEAD, Dead"
    })
    void eachPhaseHasItsSentence(Phase phase, String text) {
        ContainerStatus status = new ContainerStatus(
                phase, 0, 137, "", false, Optional.of(NOW.minusSeconds(300)), Optional.of(NOW.minusSeconds(5)));

        assertThat(StatusText.of(status, NOW)).isEqualTo(text);
    }

    @Test
    void aTimeThatIsNotKnownIsNow() {
        ContainerStatus status = new ContainerStatus(Phase.EXITED, 0, 0, "", false, Optional.empty(), Optional.empty());

        assertThat(StatusText.of(status, NOW)).isEqualTo("Exited (0) Less than a second ago");
    }
}
