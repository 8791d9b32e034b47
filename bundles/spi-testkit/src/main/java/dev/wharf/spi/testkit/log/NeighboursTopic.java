package dev.wharf.spi.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several containers at once. */
abstract class NeighboursTopic extends LogTopic {
    private static final int LINES = 300;

    @Test
    void logsOfContainersDoNotMix() throws IOException {
        LogTarget other = rig().container("abc");
        LogSink first = rig().sink();
        LogSink second = rig().sink(other, suite().options());

        write(first, lines(0, 3));
        write(second, lines(10, 13));
        write(first, lines(3, 6));

        assertTexts(texts(0, 6));
        if (has(LogFeature.READING)) {
            assertThat(texts(read(other))).isEqualTo(texts(10, 13));
        }
    }

    @Test
    void closingOneLogLeavesTheOthersOpen() throws IOException {
        LogTarget other = rig().container("abc");
        LogSink first = rig().sink();
        LogSink second = driver().open(other, suite().options());
        write(second, lines(10, 13));

        second.close();
        write(first, lines(0, 3));

        assertTexts(texts(0, 3));
    }

    @Test
    void threadsWriteToDifferentLogsAtOnce() throws Exception {
        List<LogTarget> targets = List.of(rig().target(), rig().container("abc"), rig().container("def"));
        List<LogSink> sinks = targets.stream()
                .map(target -> rig().sink(target, suite().options()))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(sinks.size(), work -> new Thread(work, "conformance"));
        try {
            CompletableFuture<?>[] all = sinks.stream()
                    .map(sink -> CompletableFuture.runAsync(() -> writeOneByOne(sink), threads))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(all).get(1, TimeUnit.MINUTES);
        } finally {
            threads.shutdownNow();
        }

        for (LogTarget target : targets) {
            if (has(LogFeature.READING)) {
                assertThat(texts(read(target))).isEqualTo(texts(0, LINES));
            }
        }
    }

    private static void writeOneByOne(LogSink sink) {
        for (int number = 0; number < LINES; number++) {
            write(sink, lines(number, number + 1));
        }
    }
}
