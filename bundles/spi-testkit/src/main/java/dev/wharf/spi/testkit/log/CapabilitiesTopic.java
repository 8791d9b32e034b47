package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.KeepsNothing;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogReader;
import dev.wharf.spi.log.LogSink;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the driver claims, and what it has. */
abstract class CapabilitiesTopic extends LogTopic {

    /** No driver can have it. */
    private interface UnknownCapability {}

    @Test
    void readingIsThereAsClaimed() {
        assertThat(driver().as(LogReader.class).isPresent()).isEqualTo(has(LogFeature.READING));
    }

    @Test
    void keepingNothingIsThereAsClaimed() {
        assertThat(driver().as(KeepsNothing.class).isPresent()).isEqualTo(has(LogFeature.KEEPING_NOTHING));
    }

    @Test
    void aCapabilityThatNobodyKnowsIsAbsent() {
        assertThat(driver().as(UnknownCapability.class)).isEmpty();
        assertThat(driver().as(LogDriver.class)).isPresent();
    }

    @Test
    void theFileIsToldAsClaimed() {
        LogSink sink = rig().sink();
        write(sink, lines(0, 1));

        Optional<Path> file = driver().file(rig().target());

        assertThat(file.isPresent()).isEqualTo(has(LogFeature.LOG_FILE));
        file.ifPresent(path -> assertThat(path).isAbsolute().exists());
    }
}
