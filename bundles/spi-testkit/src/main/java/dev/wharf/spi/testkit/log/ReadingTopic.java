package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was written is read. A driver without a reader is only written to. */
abstract class ReadingTopic extends LogTopic {

    @Test
    void aLogThatWasNeverOpenedIsEmpty() {
        assertTexts(List.of());
    }

    @Test
    void aFreshLogIsEmpty() {
        LogSink sink = rig().sink();

        assertThat(sink).isNotNull();
        assertTexts(List.of());
    }

    @Test
    void whatIsWrittenCanBeReadWhileTheSinkIsOpen() {
        LogSink sink = rig().sink();

        write(sink, lines(0, 3));
        assertTexts(texts(0, 3));
        write(sink, lines(3, 6));

        assertTexts(texts(0, 6));
    }

    @Test
    void streamsAreKept() {
        List<Kept> records = List.of(Kept.line(0, "out"), Kept.line(1, "error").on(LogStream.STDERR));

        write(rig().sink(), records);

        assertKept(records);
    }

    @Test
    void recordsOfBothStreamsStayInOrder() {
        List<Kept> records = lines(0, 20).stream()
                .map(each ->
                        each.bytes().endsWith("3") || each.bytes().endsWith("4") ? each.on(LogStream.STDERR) : each)
                .toList();

        write(rig().sink(), records);

        assertTexts(texts(0, 20));
    }

    @Test
    void partsOfALineStayParts() {
        List<Kept> records =
                List.of(Kept.line(0, "one").part(), Kept.line(1, "two").part(), Kept.line(2, "three"));

        write(rig().sink(), records);

        assertKept(records);
    }

    @Test
    void emptyLinesAreKept() {
        List<Kept> records = List.of(Kept.line(0, ""), Kept.line(1, "x"), Kept.line(2, ""));

        write(rig().sink(), records);

        assertKept(records);
    }

    @Test
    void timesAreKeptToTheNanosecond() {
        List<Kept> records = Stream.of(0L, 1L, 10L, 123_456_789L, 120_000_000L, 999_999_999L, 1_000_000_000L)
                .map(nanos -> Kept.line(0, "x").at(Kept.START.plusNanos(nanos)))
                .toList();

        write(rig().sink(), records);

        assertKept(records);
    }

    @Test
    void timesOfManyYearsAreKept() {
        List<Kept> records = Stream.of(
                        "1999-12-31T23:59:59Z", "2016-02-29T00:00:00Z", "2016-12-31T23:59:59Z", "2099-01-01T00:00:00Z")
                .map(time -> Kept.line(0, "x").at(Instant.parse(time)))
                .toList();

        write(rig().sink(), records);

        assertKept(records);
    }

    @Test
    void twoReadersDoNotDisturbEachOther() {
        write(rig().sink(), lines(0, 6));
        if (!has(LogFeature.READING)) {
            return;
        }
        try (LogCursor first = cursor(LogQuery.all());
                LogCursor second = cursor(LogQuery.all())) {
            assertThat(first.next()).isPresent();
            assertThat(texts(second)).isEqualTo(texts(0, 6));
            assertThat(texts(first)).isEqualTo(texts(1, 6));
        }
    }
}
