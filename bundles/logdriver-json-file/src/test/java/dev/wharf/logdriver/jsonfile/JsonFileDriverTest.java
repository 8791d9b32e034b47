package dev.wharf.logdriver.jsonfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonFileDriverTest {
    @TempDir
    Path folder;

    private Logs logs;

    @BeforeEach
    void open() {
        logs = new Logs(folder, Map.of());
    }

    private void write(String... texts) {
        try (LogSink sink = logs.sink()) {
            sink.write(Logs.lines(texts));
        }
    }

    private void append(String text) throws Exception {
        Files.writeString(logs.file(), text, StandardOpenOption.APPEND);
    }

    @Test
    void theFileIsNamedAfterTheContainerAndClosedToOthers() throws Exception {
        write("a");

        Path file = folder.resolve(Logs.ID + "-json.log");
        assertThat(logs.file()).isEqualTo(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void linesComeBackInOrder() {
        write("a", "b");
        write("c");

        assertThat(logs.read()).containsExactly("a", "b", "c");
    }

    @Test
    void labelsAndVariablesBecomeAttributes() throws Exception {
        logs = new Logs(folder, Map.of("labels", "role,none", "env", "HOME"));

        write("a");

        assertThat(Files.readString(logs.file()))
                .contains("\"attrs\":{\"HOME\":\"/root\",\"role\":\"\\u003cdb\\u003e\"}");
        assertThat(logs.read()).containsExactly("a");
    }

    @Test
    void withoutALogThereIsNothingToRead() {
        assertThat(logs.read()).isEmpty();
        assertThat(logs.tail(3)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "1, d", "2, c d", "4, a b c d", "9, a b c d"})
    void theTailIsTheLastLines(long count, String expected) {
        write("a", "b", "c", "d");

        assertThat(String.join(" ", logs.tail(count))).isEqualTo(expected);
    }

    @Test
    void theTailIsFoundInLongFilesToo() {
        String[] texts =
                IntStream.range(0, 5_000).mapToObj(i -> i + "x".repeat(i % 97)).toArray(String[]::new);
        write(texts);

        for (int count : new int[] {1, 500, 2_000, 4_999, 5_000}) {
            assertThat(logs.tail(count)).isEqualTo(List.of(texts).subList(texts.length - count, texts.length));
        }
    }

    @Test
    void aLineLongerThanABlockIsRead() {
        String large = "y".repeat(300_000);
        write("a", large, "b");

        assertThat(logs.read()).containsExactly("a", large, "b");
        assertThat(logs.tail(2)).containsExactly(large, "b");
    }

    @Test
    void theTailCountsALineInPartsOnce() {
        try (LogSink sink = logs.sink()) {
            sink.write(Logs.lines("a"));
            sink.write(List.of(
                    Logs.record(new byte[] {'b'}, Logs.START, false),
                    Logs.record(new byte[] {'c'}, Logs.START, false),
                    Logs.record(new byte[] {'d'}, Logs.START, true),
                    Logs.record(new byte[] {'e'}, Logs.START, false)));
        }

        assertThat(logs.tail(2)).containsExactly("b\\", "c\\", "d", "e\\");
    }

    @Test
    void sinceIsAppliedAfterTheTail() {
        try (LogSink sink = logs.sink()) {
            for (int second = 0; second < 5; second++) {
                byte[] text = {(byte) ('0' + second)};
                sink.write(List.of(Logs.record(text, Logs.START.plusSeconds(second), true)));
            }
        }

        assertThat(logs.read(new LogQuery(Optional.of(Logs.START.plusSeconds(3)), OptionalLong.empty())))
                .containsExactly("3", "4");
        assertThat(logs.read(new LogQuery(Optional.of(Logs.START.plusSeconds(1)), OptionalLong.of(2))))
                .containsExactly("3", "4");
    }

    @Test
    void aPartialLastLineIsInvisibleUntilItIsWhole() throws Exception {
        write("a");
        append("{\"log\":\"b\\n\",\"stream\":\"stdout\"");

        try (LogCursor cursor = logs.cursor(LogQuery.all())) {
            assertThat(Logs.rest(cursor)).containsExactly("a");
            assertThat(logs.tail(1)).containsExactly("a");
            append(",\"time\":\"2015-11-03T10:00:00Z\"}\n");
            assertThat(Logs.rest(cursor)).containsExactly("b");
        }
    }

    @Test
    void aPartialLastLineIsCutOffWhenTheLogIsOpenedAgain() throws Exception {
        write("a");
        append("{\"log\":\"b\\n\",\"str");

        write("c");

        assertThat(logs.read()).containsExactly("a", "c");
    }

    @Test
    void aDamagedLineIsPassedOver() throws Exception {
        write("a");
        append("\0\0\0garbage\n");
        write("b");

        assertThat(logs.read()).containsExactly("a", "b");
        assertThat(logs.tail(2)).containsExactly("a", "b");
    }

    @Test
    void aLineBehindAHalfOneIsRead() throws Exception {
        write("a", "b");
        String line = Files.readAllLines(logs.file()).get(1);
        append("{\"log\":\"ha\0\0" + line + "\n");
        write("c");

        assertThat(logs.read()).containsExactly("a", "b", "b", "c");
        assertThat(logs.tail(2)).containsExactly("b", "c");
    }

    @Test
    void theHalfLineThatAPowerLossLeftIsTakenAway() throws Exception {
        write("a");
        append("{\"log\":\"ha\0\0\0\0");
        write("b");

        assertThat(Files.readString(logs.file())).doesNotContain("\0");
        assertThat(logs.read()).containsExactly("a", "b");
    }

    @Test
    void aFollowerSeesWhatIsLoggedLater() {
        try (LogCursor cursor = logs.cursor(LogQuery.all())) {
            assertThat(Logs.rest(cursor)).isEmpty();
            write("a");
            assertThat(Logs.rest(cursor)).containsExactly("a");
            write("b", "c");
            assertThat(Logs.rest(cursor)).containsExactly("b", "c");
        }
    }

    @Test
    void aFollowerOfTheTailGoesOnBehindIt() {
        write("a", "b");
        try (LogCursor cursor = logs.cursor(new LogQuery(Optional.empty(), OptionalLong.of(0)))) {
            assertThat(Logs.rest(cursor)).isEmpty();
            write("c");
            assertThat(Logs.rest(cursor)).containsExactly("c");
        }
    }

    @Test
    void aPositionCanBeRewoundAfterAReopen() {
        long position;
        try (LogSink sink = logs.sink()) {
            sink.write(Logs.lines("a"));
            position = sink.position();
            sink.write(Logs.lines("b"));
            assertThat(sink.position()).isGreaterThan(position);
        }

        try (LogSink sink = logs.sink()) {
            sink.rewind(position);
            sink.write(Logs.lines("B"));
        }

        assertThat(logs.read()).containsExactly("a", "B");
    }

    @Test
    void anInterruptDoesNotHarmTheSink() {
        try (LogSink sink = logs.sink()) {
            Thread.currentThread().interrupt();
            sink.write(Logs.lines("a"));
            sink.write(Logs.lines("b"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(logs.read()).containsExactly("a", "b");
    }

    @Test
    void closingTwiceIsHarmless() {
        LogSink sink = logs.sink();
        sink.close();
        sink.close();
        LogCursor cursor = logs.cursor(LogQuery.all());
        cursor.close();
        cursor.close();

        assertThat(cursor.next()).isEmpty();
        assertThatThrownBy(() -> sink.write(Logs.lines("a"))).isInstanceOf(DriverException.class);
    }

    @Test
    void aBatchIsSeenWhole() throws Exception {
        List<String> texts = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> texts.add("line " + i));

        write(texts.toArray(String[]::new));

        assertThat(Files.readAllLines(logs.file(), StandardCharsets.UTF_8)).hasSize(1_000);
    }
}
