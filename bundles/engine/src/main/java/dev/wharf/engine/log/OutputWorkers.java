package dev.wharf.engine.log;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that write logs: two, and one more for each that is held up by a log that does not take what it is given, so
 * that those of other containers are written all the same.
 */
final class OutputWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutputWorkers.class);
    private static final int USUAL = 2;
    private static final int MOST = 500;
    private static final Duration LONG = Duration.ofMillis(300);
    private static final int IDLE_SECONDS = 5;
    private static final int END_SECONDS = 5;

    private final Map<Thread, Long> busy = new ConcurrentHashMap<>(); // since when, by System.nanoTime
    private final AtomicBoolean watching = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor watch;

    OutputWorkers() {
        AtomicInteger number = new AtomicInteger();
        threads = executor(USUAL, () -> "output writer " + number.incrementAndGet());
        watch = executor(1, () -> "output watch");
        watch.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        watch.allowCoreThreadTimeOut(true);
    }

    private static ScheduledThreadPoolExecutor executor(int size, Supplier<String> name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                size,
                work -> {
                    Thread thread = new Thread(work, name.get());
                    thread.setDaemon(true); // one that hangs does not keep the daemon from its end
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    /** Runs work as soon as one of the threads is free. */
    void soon(Runnable work) {
        threads.execute(() -> guarded(work));
        watchOn();
    }

    /** Runs work after a time. */
    void later(Runnable work, Duration delay) {
        Future<?> ignored = threads.schedule(() -> guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
        watchOn();
    }

    private void guarded(Runnable work) {
        busy.put(Thread.currentThread(), System.nanoTime());
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) { // LinkageError: foreign code of a log driver
            LOG.error("output of a container cannot be worked on", e);
        } finally {
            busy.remove(Thread.currentThread());
        }
    }

    private void watchOn() {
        if (watching.compareAndSet(false, true)) {
            Future<?> ignored = watch.schedule(this::relieve, LONG.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void relieve() {
        watching.set(false);
        long now = System.nanoTime();
        long held = busy.values().stream()
                .filter(since -> now - since > LONG.toNanos())
                .count();
        threads.setCorePoolSize((int) Math.min(MOST, USUAL + held));
        if (!busy.isEmpty() || !threads.getQueue().isEmpty()) {
            watchOn();
        }
    }

    /** Drops work that waits, and waits some seconds for what is being done. */
    @Override
    public void close() {
        watch.shutdownNow();
        threads.shutdown();
        try {
            boolean ignored = threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
