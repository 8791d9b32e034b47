package dev.wharf.logdriver.jsonfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line of these tests has 70 bytes, so that a file of at most 200 bytes takes three. */
final class RotationTest {
    @TempDir
    Path folder;

    private Logs logs(String maxFile) {
        return new Logs(folder, Map.of("max-size", "200", "max-file", maxFile));
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "line " + (100 + i)).toArray(String[]::new);
    }

    @Test
    void theFileIsRotatedBeforeAWriteThatFindsItFull() throws Exception {
        Logs logs = logs("3");

        try (LogSink sink = logs.sink()) {
            sink.write(Logs.lines(numbers(0, 3)));
            assertThat(Path.of(logs.file() + ".1")).doesNotExist();
            sink.write(Logs.lines(numbers(3, 4)));
        }

        assertThat(Files.readAllLines(logs.file())).hasSize(1);
        assertThat(Files.readAllLines(Path.of(logs.file() + ".1"))).hasSize(3);
    }

    @Test
    void noMoreFilesAreKeptThanAllowed() {
        Logs logs = logs("3");

        try (LogSink sink = logs.sink()) {
            sink.write(Logs.lines(numbers(0, 20)));
        }

        assertThat(Path.of(logs.file() + ".2")).exists();
        assertThat(Path.of(logs.file() + ".3")).doesNotExist();
        assertThat(logs.read()).containsExactly(numbers(12, 20));
        assertThat(logs.tail(4)).containsExactly(numbers(16, 20));
        assertThat(logs.tail(100)).containsExactly(numbers(12, 20));
    }

    @Test
    void aSingleFileBeginsAnew() {
        Logs logs = logs("1");

        try (LogSink sink = logs.sink()) {
            sink.write(Logs.lines(numbers(0, 4)));
        }

        assertThat(logs.read()).containsExactly(numbers(3, 4));
        assertThat(Path.of(logs.file() + ".1")).doesNotExist();
    }

    @Test
    void aFollowerLosesNothingAcrossRotations() {
        Logs logs = logs("4");
        List<String> seen = new ArrayList<>();

        try (LogSink sink = logs.sink();
                LogCursor cursor = logs.cursor(LogQuery.all())) {
            for (int i = 0; i < 60; i += 4) {
                sink.write(Logs.lines(numbers(i, i + 4)));
                seen.addAll(Logs.rest(cursor));
            }
        }

        assertThat(seen).containsExactly(numbers(0, 60));
    }

    @Test
    void aFollowerThatWasOvertakenGoesOnWithTheOldestFile() {
        Logs logs = logs("2");

        try (LogSink sink = logs.sink();
                LogCursor cursor = logs.cursor(LogQuery.all())) {
            sink.write(Logs.lines(numbers(0, 1)));
            assertThat(Logs.rest(cursor)).hasSize(1);
            sink.write(Logs.lines(numbers(1, 20)));

            assertThat(Logs.rest(cursor)).startsWith("line 101", "line 102").endsWith("line 119");
        }
    }

    @Test
    void aPositionBeforeARotationCanBeRewound() {
        Logs logs = logs("3");
        long position;
        try (LogSink sink = logs.sink()) {
            sink.write(Logs.lines(numbers(0, 2)));
            position = sink.position();
            sink.write(Logs.lines(numbers(2, 5)));
            assertThat(sink.position()).isGreaterThan(position);
        }

        try (LogSink sink = logs.sink()) {
            sink.rewind(position);
            sink.write(Logs.lines(numbers(2, 6)));
        }

        assertThat(logs.read()).containsExactly(numbers(0, 6));
    }

    @Test
    void positionsGrowAcrossRotationsAndReopening() {
        Logs logs = logs("1");
        long before = -1;
        for (int i = 0; i < 12; i++) {
            try (LogSink sink = logs.sink()) {
                assertThat(sink.position()).isGreaterThanOrEqualTo(before);
                sink.write(Logs.lines(numbers(i, i + 1)));
                assertThat(sink.position()).isGreaterThan(before);
                before = sink.position();
            }
        }
    }

    @Test
    void aRotationThatACrashInterruptedIsCompleted() throws Exception {
        Logs logs = logs("3");
        long position;
        try (LogSink sink = logs.sink()) {
            sink.write(Logs.lines(numbers(0, 3)));
            position = sink.position();
        }
        Object inode = Files.getAttribute(logs.file(), "unix:ino");
        Files.writeString(Path.of(logs.file() + ".rotations"), "1 " + inode + "\n");

        try (LogSink sink = logs.sink()) {
            assertThat(sink.position()).isGreaterThan(position);
            assertThat(Path.of(logs.file() + ".1")).exists();
            sink.rewind(position);
            sink.write(Logs.lines(numbers(3, 4)));
        }

        assertThat(logs.read()).containsExactly(numbers(0, 4));
    }
}
