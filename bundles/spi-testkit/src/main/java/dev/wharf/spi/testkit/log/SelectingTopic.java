package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Reading a part of a log. For drivers with a reader. */
abstract class SelectingTopic extends LogTopic {

    private static LogQuery since(Instant instant) {
        return new LogQuery(Optional.of(instant), OptionalLong.empty());
    }

    private static LogQuery tail(long lines) {
        return new LogQuery(Optional.empty(), OptionalLong.of(lines));
    }

    private void assertSelected(LogQuery query, List<String> expected) {
        if (has(LogFeature.READING)) {
            assertThat(texts(query)).isEqualTo(expected);
        }
    }

    @Test
    void recordsBeforeAnInstantAreLeftOut() {
        write(rig().sink(), lines(0, 10));

        assertSelected(since(Kept.START.plusMillis(4).minusNanos(500_000)), texts(4, 10));
    }

    @Test
    void recordsOfTheInstantItselfAreRead() {
        write(rig().sink(), lines(0, 10));

        assertSelected(since(Kept.START.plusMillis(4)), texts(4, 10));
    }

    @Test
    void nothingIsReadSinceTheFuture() {
        write(rig().sink(), lines(0, 10));

        assertSelected(since(Kept.START.plusSeconds(3600)), List.of());
    }

    @Test
    void theLastLinesAreRead() {
        write(rig().sink(), lines(0, 1000));

        assertSelected(tail(1), texts(999, 1000));
        assertSelected(tail(10), texts(990, 1000));
        assertSelected(tail(999), texts(1, 1000));
    }

    @Test
    void aTailThatIsLongerThanTheLogIsAll() {
        write(rig().sink(), lines(0, 10));

        assertSelected(tail(10), texts(0, 10));
        assertSelected(tail(11), texts(0, 10));
        assertSelected(tail(Long.MAX_VALUE), texts(0, 10));
    }

    @Test
    void aTailOfNoLinesIsEmpty() {
        write(rig().sink(), lines(0, 10));

        assertSelected(tail(0), List.of());
    }

    @Test
    void linesOfBothStreamsCount() {
        write(
                rig().sink(),
                Kept.line(0, "a"),
                Kept.line(1, "b").on(LogStream.STDERR),
                Kept.line(2, "c").on(LogStream.STDERR));

        assertSelected(tail(2), List.of("b", "c"));
    }

    @Test
    void aLineInPartsCountsOnce() {
        write(
                rig().sink(),
                Kept.line(0, "a"),
                Kept.line(1, "b1").part(),
                Kept.line(2, "b2"),
                Kept.line(3, "c1").part(),
                Kept.line(4, "c2"));

        assertSelected(tail(2), List.of("b1", "b2", "c1", "c2"));
    }

    @Test
    void longLinesCountOnce() {
        write(rig().sink(), Kept.line(0, "a".repeat(100_000)), Kept.line(1, "b".repeat(100_000)), Kept.line(2, "c"));

        assertSelected(tail(2), List.of("b".repeat(100_000), "c"));
    }

    @Test
    void theTailIsCutBeforeSinceIsApplied() {
        Kept early = Kept.line(9, "line 9").at(Kept.START);
        write(rig().sink(), joined(lines(0, 9), List.of(early)));

        LogQuery query = new LogQuery(Optional.of(Kept.START.plusMillis(1)), OptionalLong.of(3));

        assertSelected(query, texts(7, 9));
    }
}
