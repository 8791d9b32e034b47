package dev.wharf.logdriver.jsonfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogStream;
import dev.wharf.spi.log.LogText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The text of a log as a whole is that of its records. */
final class TextTest {
    private static final int LINES = 12_000;
    private static final String LINE = "x".repeat(99);

    @TempDir
    Path folder;

    private Logs logs;

    @BeforeEach
    void makeLog() {
        logs = new Logs(folder, Map.of());
    }

    private static LogRecord record(LogStream stream, long second, String text, boolean endsLine) {
        return new LogRecord(
                stream,
                Logs.START.plusSeconds(second),
                ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
                endsLine);
    }

    private List<String> texts(LogQuery query) {
        List<String> texts = new ArrayList<>();
        try (LogCursor cursor = logs.cursor(query)) {
            for (Optional<LogText> next = cursor.text(); next.isPresent(); next = cursor.text()) {
                LogText text = next.get();
                texts.add(text.stream() + " " + text.last() + " "
                        + StandardCharsets.UTF_8.decode(text.bytes().duplicate()));
            }
        }
        return texts;
    }

    private void write(LogRecord... records) {
        try (LogSink sink = logs.sink()) {
            sink.write(List.of(records));
        }
    }

    @Test
    void recordsOfOneStreamComeTogether() {
        write(
                record(LogStream.STDOUT, 0, "one", true),
                record(LogStream.STDOUT, 1, "two", true),
                record(LogStream.STDERR, 2, "bad", true),
                record(LogStream.STDOUT, 3, "a \"quoted\" part", false),
                record(LogStream.STDOUT, 4, " and its end", true));

        assertThat(texts(LogQuery.all()))
                .containsExactly(
                        "STDOUT 2015-11-03T10:00:01Z one\ntwo\n",
                        "STDERR 2015-11-03T10:00:02Z bad\n",
                        "STDOUT 2015-11-03T10:00:04Z a \"quoted\" part and its end\n");
    }

    @Test
    void aLongLogComesInLargePiecesToFewReadersAtOnce() {
        writeLong();
        List<LogCursor> reading = new ArrayList<>();
        try {
            for (int i = 0; i < 33; i++) {
                LogCursor cursor = logs.cursor(LogQuery.all());
                reading.add(cursor);
                assertThat(largestOf(cursor, 4)).isGreaterThan(i < 32 ? 200 << 10 : 0);
            }
            assertThat(largestOf(reading.get(32), 10)).isLessThan(20 << 10);
            reading.get(0).close();

            assertThat(largestOf(reading.get(32), 10)).isGreaterThan(200 << 10);
        } finally {
            reading.forEach(LogCursor::close);
        }
    }

    @Test
    void whoHasReadAllIsNoLongerAmongThem() {
        writeLong();
        List<LogCursor> followers = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                LogCursor cursor = logs.cursor(LogQuery.all());
                followers.add(cursor);
                assertThat(largestOf(cursor, Integer.MAX_VALUE)).isGreaterThan(200 << 10);
            }
            write(record(LogStream.STDOUT, 1, "more", true));
            assertThat(followers).allSatisfy(cursor -> assertThat(cursor.text().map(TextTest::text))
                    .contains("more\n"));
        } finally {
            followers.forEach(LogCursor::close);
        }
    }

    @Test
    void nothingIsLostWhereTheBufferGrowsAndShrinks() {
        writeLong();
        write(record(LogStream.STDOUT, 0, "y".repeat(100_000), true), record(LogStream.STDOUT, 0, "z", true));

        StringBuilder all = new StringBuilder();
        try (LogCursor cursor = logs.cursor(LogQuery.all())) {
            for (Optional<LogText> next = cursor.text(); next.isPresent(); next = cursor.text()) {
                all.append(text(next.get()));
            }
        }
        assertThat(all.toString()).isEqualTo((LINE + "\n").repeat(LINES) + "y".repeat(100_000) + "\nz\n");
    }

    private void writeLong() {
        LogRecord line = record(LogStream.STDOUT, 0, LINE, true);
        write(Collections.nCopies(LINES, line).toArray(LogRecord[]::new));
    }

    private static int largestOf(LogCursor cursor, int pieces) {
        int largest = 0;
        Optional<LogText> next = cursor.text();
        for (int i = 1; next.isPresent(); i++) {
            largest = Math.max(largest, next.get().bytes().remaining());
            if (i == pieces) {
                return largest;
            }
            next = cursor.text();
        }
        return largest;
    }

    private static String text(LogText text) {
        return StandardCharsets.UTF_8.decode(text.bytes().duplicate()).toString();
    }

    @Test
    void whatIsBeforeTheFirstInstantIsLeftOut() {
        write(record(LogStream.STDOUT, 0, "one", true), record(LogStream.STDOUT, 1, "two", true));

        assertThat(texts(new LogQuery(Optional.of(Logs.START.plusSeconds(1)), OptionalLong.empty())))
                .containsExactly("STDOUT 2015-11-03T10:00:01Z two\n");
    }

    @Test
    void whatIsWrittenLaterIsFoundByTheSameCursor() {
        write(record(LogStream.STDOUT, 0, "one", true));
        try (LogCursor cursor = logs.cursor(LogQuery.all())) {
            assertThat(cursor.text()).isPresent();
            assertThat(cursor.text()).isEmpty();

            write(record(LogStream.STDOUT, 1, "two", true));

            assertThat(cursor.text().map(LogText::last)).contains(Logs.START.plusSeconds(1));
        }
    }

    @Test
    void bothWaysOfReadingCanBeMixed() {
        write(
                record(LogStream.STDOUT, 0, "one", true),
                record(LogStream.STDOUT, 1, "two", true),
                record(LogStream.STDOUT, 2, "three", true));
        try (LogCursor cursor = logs.cursor(LogQuery.all())) {
            assertThat(cursor.next().map(LogRecord::instant)).contains(Logs.START);
            assertThat(cursor.text().map(LogText::last)).contains(Logs.START.plusSeconds(2));
            assertThat(cursor.next()).isEmpty();
        }
    }

    @Test
    void aDamagedLineIsPassedOver() throws IOException {
        write(record(LogStream.STDOUT, 0, "one", true));
        Files.writeString(logs.file(), "{\"log\":\"ha\n", StandardOpenOption.APPEND);
        write(record(LogStream.STDOUT, 1, "two", true));

        assertThat(String.join("", texts(LogQuery.all())))
                .contains("one\n")
                .contains("two\n")
                .doesNotContain("ha");
    }

    @Test
    void aTimeThatIsNoneDoesNotKeepTheTextBack() throws IOException {
        write(record(LogStream.STDOUT, 0, "one", true));
        Files.writeString(
                logs.file(),
                "{\"log\":\"two\\n\",\"stream\":\"stdout\",\"time\":\"2015-11-03 at ten o'clock\"}\n",
                StandardOpenOption.APPEND);

        assertThat(texts(LogQuery.all()))
                .allSatisfy(text -> assertThat(text).startsWith("STDOUT 2"))
                .last()
                .asString()
                .endsWith("two\n");
    }

    /** Lines of all lengths lie across the ends of the blocks that are read. */
    @Test
    void manyRecordsOfAllKindsReadTheSameBothWays() {
        Random random = new Random(4);
        StringBuilder expected = new StringBuilder();
        try (LogSink sink = logs.sink()) {
            for (int i = 0; i < 20_000; i++) {
                String text = text(random);
                boolean endsLine = random.nextInt(10) > 0;
                LogStream stream = random.nextInt(50) == 0 ? LogStream.STDERR : LogStream.STDOUT;
                expected.append(text).append(endsLine ? "\n" : "");
                sink.write(List.of(record(stream, i, text, endsLine)));
            }
        }

        StringBuilder found = new StringBuilder();
        Instant last = Instant.MIN;
        try (LogCursor cursor = logs.cursor(LogQuery.all())) {
            for (Optional<LogText> next = cursor.text(); next.isPresent(); next = cursor.text()) {
                assertThat(next.get().last()).isAfter(last);
                last = next.get().last();
                found.append(StandardCharsets.UTF_8.decode(next.get().bytes().duplicate()));
            }
        }
        assertThat(found.toString()).isEqualTo(expected.toString());
        assertThat(last).isEqualTo(Logs.START.plusSeconds(19_999));
    }

    private static String text(Random random) {
        String unit = random.nextInt(5) == 0 ? "\"\\ é\t<" : "plain text ";
        return unit.repeat(random.nextInt(20));
    }
}
