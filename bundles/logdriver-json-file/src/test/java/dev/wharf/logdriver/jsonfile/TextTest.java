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
