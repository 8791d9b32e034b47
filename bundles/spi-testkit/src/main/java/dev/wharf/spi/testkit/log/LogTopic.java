package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogCursor;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogQuery;
import dev.wharf.spi.log.LogReader;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import dev.wharf.spi.testkit.TreeOwner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Tests of one topic. Each has a rig of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class LogTopic implements TreeOwner {
    private Rig rig;

    abstract LogDriverConformance suite();

    @BeforeEach
    void openRig() throws IOException {
        rig = new Rig(suite());
    }

    @AfterEach
    void closeRig() {
        rig.close();
    }

    Rig rig() {
        return rig;
    }

    LogDriver driver() {
        return rig.driver();
    }

    boolean has(LogFeature feature) {
        return suite().has(feature);
    }

    @Override
    public Path tree() {
        return rig.folder();
    }

    static void write(LogSink sink, Kept... records) {
        write(sink, List.of(records));
    }

    static void write(LogSink sink, List<Kept> records) {
        sink.write(records.stream().map(Kept::record).toList());
    }

    /** Lines with the numbers from one up to before another, which are their texts. */
    static List<Kept> lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> Kept.line(number, "line " + number))
                .toList();
    }

    /** The texts of the same lines. */
    static List<String> texts(int from, int to) {
        return lines(from, to).stream().map(Kept::bytes).toList();
    }

    /** Opens a reader; only for drivers that have one. */
    LogCursor cursor(LogQuery query) {
        return cursor(rig.target(), suite().options(), query);
    }

    LogCursor cursor(LogTarget target, Map<String, String> options, LogQuery query) {
        return driver().as(LogReader.class).orElseThrow().read(target, options, query);
    }

    /** Reads all; only for drivers that can. */
    List<Kept> read() {
        return read(rig.target());
    }

    List<Kept> read(LogTarget target) {
        try (LogCursor cursor = cursor(target, suite().options(), LogQuery.all())) {
            return rest(cursor);
        }
    }

    List<String> texts(LogQuery query) {
        try (LogCursor cursor = cursor(query)) {
            return texts(cursor);
        }
    }

    static List<String> texts(LogCursor cursor) {
        return rest(cursor).stream().map(Kept::bytes).toList();
    }

    static List<String> texts(List<Kept> records) {
        return records.stream().map(Kept::bytes).toList();
    }

    static List<Kept> rest(LogCursor cursor) {
        List<Kept> rest = new ArrayList<>();
        for (Optional<LogRecord> next = cursor.next(); next.isPresent(); next = cursor.next()) {
            rest.add(Kept.of(next.get()));
        }
        return rest;
    }

    /** What was written comes back, where it can be read at all. */
    void assertKept(List<Kept> expected) {
        if (has(LogFeature.READING)) {
            assertThat(read()).isEqualTo(expected);
        }
    }

    /** The texts of what was written come back, where they can be read at all. */
    void assertTexts(List<String> expected) {
        if (has(LogFeature.READING)) {
            assertThat(texts(read())).isEqualTo(expected);
        }
    }

    static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    static void assertFails(DriverException.Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DriverException.class, e -> assertThat(e.kind())
                .as(e.getMessage())
                .isEqualTo(kind));
    }
}
