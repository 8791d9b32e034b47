package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogSink;
import org.junit.jupiter.api.Test;

/** Opening, closing, and opening again. */
abstract class LifeCycleTopic extends LogTopic {

    @Test
    void closingTheDriverTwiceIsHarmless() {
        driver().close();

        assertThatCode(() -> driver().close()).doesNotThrowAnyException();
    }

    @Test
    void closingASinkTwiceIsHarmless() {
        LogSink sink = driver().open(rig().target(), suite().options());
        sink.close();

        assertThatCode(sink::close).doesNotThrowAnyException();
    }

    @Test
    void closingACursorTwiceIsHarmless() {
        if (!has(LogFeature.READING)) {
            return;
        }
        write(rig().sink(), lines(0, 1));
        LogCursor cursor = cursor(LogQuery.all());
        cursor.close();

        assertThatCode(cursor::close).doesNotThrowAnyException();
    }

    @Test
    void anotherSinkGoesOn() {
        LogSink first = driver().open(rig().target(), suite().options());
        write(first, lines(0, 3));
        first.close();

        write(rig().sink(), lines(3, 6));

        assertTexts(texts(0, 6));
    }

    @Test
    void anotherOpenFindsTheLogAndGoesOn() {
        write(rig().sink(), lines(0, 3));

        rig().reopen();
        write(rig().sink(), lines(3, 6));

        assertTexts(texts(0, 6));
    }

    @Test
    void whatWasWrittenIsThereAlthoughNobodyClosedTheSink() {
        write(rig().sink(), lines(0, 3));

        rig().reopenAfterKill();

        assertTexts(texts(0, 3));
    }
}
