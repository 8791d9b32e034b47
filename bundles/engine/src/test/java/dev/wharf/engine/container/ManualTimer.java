package dev.wharf.engine.container;

import dev.wharf.engine.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs work one after the other on a thread of its own, and what was put off for long when a test says so. */
public final class ManualTimer implements Timer {
    private static final Duration SHORT = Duration.ofMillis(10);

    private final ManualClock clock;
    private final List<PutOff> pending = new CopyOnWriteArrayList<>();
    private final Phaser working = new Phaser(1);
    private final ThreadPoolExecutor worker =
            new ThreadPoolExecutor(0, 1, 50, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>());

    /** A timer that goes by a clock. */
    public ManualTimer(ManualClock clock) {
        this.clock = clock;
    }

    /** Waits until all work is done that was not put off. */
    public void settle() {
        working.arriveAndAwaitAdvance();
    }

    /** How long the work that was put off has to wait, in the order in which it was. */
    public List<Duration> delays() {
        settle();
        return pending.stream().map(PutOff::delay).toList();
    }

    /** Lets the time of the first work that was put off come. */
    public void elapse() {
        settle();
        PutOff next = pending.remove(0);
        clock.advance(next.delay());
        execute(next.work());
        settle();
    }

    @Override
    public void execute(Runnable work) {
        working.register();
        worker.execute(() -> {
            try {
                work.run();
            } finally {
                working.arriveAndDeregister();
            }
        });
    }

    @Override
    public Cancellation later(Duration delay, Runnable work) {
        if (delay.compareTo(SHORT) < 0) {
            execute(work);
            return () -> {};
        }
        PutOff putOff = new PutOff(delay, work);
        pending.add(putOff);
        return () -> pending.remove(putOff);
    }

    @Override
    public void close() {
        pending.clear();
        worker.shutdown();
    }

    private record PutOff(Duration delay, Runnable work) {}
}
