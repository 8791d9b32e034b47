package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogSink;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Reading on while the log grows. For drivers with a reader. */
abstract class FollowingTopic extends LogTopic {

    @Test
    void aCursorGoesOnWhenMoreIsWritten() {
        LogSink sink = rig().sink();
        write(sink, lines(0, 3));
        if (!has(LogFeature.READING)) {
            return;
        }
        try (LogCursor cursor = cursor(LogQuery.all())) {
            assertThat(texts(cursor)).isEqualTo(texts(0, 3));
            write(sink, lines(3, 6));
            assertThat(texts(cursor)).isEqualTo(texts(3, 6));
            write(sink, lines(6, 7));
            assertThat(texts(cursor)).isEqualTo(texts(6, 7));
        }
    }

    @Test
    void aTailOfNoLinesShowsWhatIsWrittenLater() {
        LogSink sink = rig().sink();
        write(sink, lines(0, 3));
        if (!has(LogFeature.READING)) {
            return;
        }
        try (LogCursor cursor = cursor(new LogQuery(Optional.empty(), OptionalLong.of(0)))) {
            rest(cursor); // that it is nothing is another test's matter
            write(sink, lines(3, 6));
            assertThat(texts(cursor)).isEqualTo(texts(3, 6));
        }
    }

    @Test
    void whatIsWrittenLaterMustNotBeBeforeTheInstantEither() {
        LogSink sink = rig().sink();
        write(sink, lines(0, 3));
        if (!has(LogFeature.READING)) {
            return;
        }
        var since = new LogQuery(Optional.of(Kept.START.plusMillis(4).minusNanos(500_000)), OptionalLong.empty());
        try (LogCursor cursor = cursor(since)) {
            assertThat(texts(cursor)).isEmpty();
            write(sink, lines(3, 6));
            assertThat(texts(cursor)).isEqualTo(texts(4, 6));
        }
    }

    @Test
    void aCursorGoesOnWithAnotherSink() {
        LogSink first = driver().open(rig().target(), suite().options());
        write(first, lines(0, 3));
        if (!has(LogFeature.READING)) {
            first.close();
            return;
        }
        try (LogCursor cursor = cursor(LogQuery.all())) {
            assertThat(texts(cursor)).isEqualTo(texts(0, 3));
            first.close();
            write(rig().sink(), lines(3, 6));
            assertThat(texts(cursor)).isEqualTo(texts(3, 6));
        }
    }
}
