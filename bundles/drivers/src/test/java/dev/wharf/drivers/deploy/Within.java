package dev.wharf.drivers.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what becomes true by itself. */
final class Within {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Within() {}

    /** Asks until the answer is as expected, or for long enough. */
    static <T> void limit(Supplier<T> question, T expected) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!question.get().equals(expected) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        assertThat(question.get()).isEqualTo(expected);
    }
}
