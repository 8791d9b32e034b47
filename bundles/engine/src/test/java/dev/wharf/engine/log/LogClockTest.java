package dev.wharf.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogClockTest {
    private static final Instant NOON = Instant.parse("2015-11-03T12:00:00Z");

    private final LogClock clock = new LogClock();

    @Test
    void aSmallStepBackIsSmoothedOut() {
        clock.set(NOON);
        Instant first = clock.next();

        clock.set(NOON.minusMillis(10));

        assertThat(clock.next()).isEqualTo(first.plusNanos(1));
    }

    @Test
    void aClockThatIsSetBackIsFollowed() {
        clock.set(NOON);
        assertThat(clock.next()).isEqualTo(NOON);

        clock.set(NOON.minusSeconds(3600));

        assertThat(clock.next()).isEqualTo(NOON.minusSeconds(3600));
    }
}
