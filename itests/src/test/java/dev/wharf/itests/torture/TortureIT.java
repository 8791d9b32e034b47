package dev.wharf.itests.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short torture. {@code -Dwharf.torture.seconds=600} makes it long. */
@Tag("privileged")
class TortureIT {
    private static final long SECONDS = Long.getLong("wharf.torture.seconds", 40);

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES) // for as many seconds as somebody asks for
    void nothingIsLostNothingIsWrongAndNothingIsLeft() {
        assertThat(Torture.run(Settings.lasting(SECONDS))).isEmpty();
    }
}
