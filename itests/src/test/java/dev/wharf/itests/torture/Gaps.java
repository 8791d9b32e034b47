package dev.wharf.itests.torture;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Does something again and again on a thread of its own, and measures the time between two successes. */
final class Gaps implements AutoCloseable {
    private static final double MILLI = 1_000_000.0;

    private final List<Long> successes = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final BooleanSupplier work;
    private final Thread thread;
    private volatile boolean isOver;

    /** Begins at once. */
    Gaps(String name, BooleanSupplier work) {
        this.work = work;
        this.thread = new Thread(this::run, name);
        thread.start();
    }

    private void run() {
        while (!isOver) {
            if (work.getAsBoolean()) {
                successes.add(System.nanoTime());
            } else {
                failures.incrementAndGet();
                Pause.millis(2);
            }
        }
    }

    int failures() {
        return failures.get();
    }

    /** In milliseconds. */
    double medianBefore(long moment) {
        long[] sorted = gaps(end -> end < moment).sorted().toArray();
        return sorted.length == 0 ? -1 : sorted[sorted.length / 2] / MILLI;
    }

    /** In milliseconds. */
    double longestBefore(long moment) {
        return gaps(end -> end < moment).max().orElse(-1) / MILLI;
    }

    /** In milliseconds. */
    double longestSince(long moment) {
        return gaps(end -> end >= moment).max().orElse(-1) / MILLI;
    }

    private LongStream gaps(LongPredicate end) {
        return IntStream.range(1, successes.size())
                .filter(index -> end.test(successes.get(index)))
                .mapToLong(index -> successes.get(index) - successes.get(index - 1));
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
