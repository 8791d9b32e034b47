package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogSink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Positions, and going back to them. The others must bear to be asked. */
abstract class CrashTopic extends LogTopic {

    @Test
    void whatWasWrittenAfterAPositionIsTakenBack() {
        LogSink sink = rig().sink();
        write(sink, lines(0, 3));
        long position = sink.position();
        write(sink, lines(3, 6));

        sink.rewind(position);

        if (has(LogFeature.REWINDING)) {
            assertTexts(texts(0, 3));
        }
    }

    /** The daemon was killed between the write and the note of how far it came. */
    @Test
    void nothingIsLostOrDoubledAfterAKill() {
        LogSink killed = rig().sink();
        write(killed, lines(0, 3));
        long position = killed.position();
        write(killed, lines(3, 6));

        rig().reopenAfterKill();
        LogSink sink = rig().sink();
        sink.rewind(position);
        write(sink, lines(3, 8));

        if (has(LogFeature.REWINDING)) {
            assertTexts(texts(0, 8));
        }
    }

    @Test
    void theWholeLogCanBeTakenBack() {
        LogSink sink = rig().sink();
        long start = sink.position();
        write(sink, lines(0, 6));

        sink.rewind(start);

        if (has(LogFeature.REWINDING)) {
            assertTexts(List.of());
        }
    }

    @Test
    void goingBackToTheEndChangesNothing() {
        LogSink sink = rig().sink();
        write(sink, lines(0, 6));

        sink.rewind(sink.position());

        assertTexts(texts(0, 6));
    }

    @Test
    void anotherSinkHasTheSamePosition() {
        LogSink first = driver().open(rig().target(), suite().options());
        write(first, lines(0, 6));
        long position = first.position();
        first.close();

        assertThat(rig().sink().position()).isEqualTo(position);
    }

    @Test
    void positionsGrowAgainAfterGoingBack() {
        LogSink sink = rig().sink();
        write(sink, lines(0, 3));
        long position = sink.position();
        write(sink, lines(3, 6));
        long end = sink.position();

        sink.rewind(position);

        assertThat(sink.position()).isEqualTo(position);
        write(sink, lines(3, 6));
        assertThat(sink.position()).isEqualTo(end);
    }
}
