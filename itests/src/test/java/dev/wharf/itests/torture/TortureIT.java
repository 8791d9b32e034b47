package dev.wharf.itests.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A short torture, with the same decisions each time. {@code -Dwharf.torture.seconds=600} makes it long, {@code
 * -Dwharf.torture.seed=N} another one.
 */
@Tag("privileged")
class TortureIT {
    private static final long SECONDS = Long.getLong("wharf.torture.seconds", 40);
    private static final long SEED = Long.getLong("wharf.torture.seed", 20);

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES) // for as many seconds as somebody asks for
    void nothingIsLostNothingIsWrongAndNothingIsLeft() {
        Settings settings = Settings.of(List.of("--seconds", Long.toString(SECONDS), "--seed", Long.toString(SEED)));
        assertThat(Torture.run(settings)).isEmpty();
    }
}
