package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that come and go with the work, and one that waits for the time of what was put off. */
public final class EngineThreads implements Timer {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThreads.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final AtomicInteger count = new AtomicInteger();
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor clock;

    /**
     * Threads that start when there is work.
     *
     * @param whose work they do: {@code container} or {@code exec}
     */
    public EngineThreads(String whose) {
        workers = Executors.newCachedThreadPool(work -> thread(work, whose + " worker " + count.incrementAndGet()));
        clock = new ScheduledThreadPoolExecutor(1, work -> thread(work, whose + " timer"));
        clock.prestartAllCoreThreads(); // when no thread can be started any more, it must be there
    }

    @Override
    public void execute(Runnable work) {
        try {
            workers.execute(() -> guarded(work));
        } catch (RejectedExecutionException ignored) {
            // the engine ends; recovery does the work at its next start
        } catch (OutOfMemoryError e) { // no thread can be started; the end of a container must not be lost for that
            LOG.error("work is done later: {}", e.getMessage());
            Cancellation unused = later(AGAIN, work);
        }
    }

    @Override
    public Cancellation later(Duration delay, Runnable work) {
        try {
            Future<?> pending = clock.schedule(() -> execute(work), delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> pending.cancel(false);
        } catch (RejectedExecutionException ignored) {
            return () -> {}; // the engine ends; recovery does the work at its next start
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdown();
    }

    /** The root of a thread: what escapes is told once and ends nothing else. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (EngineException.Unavailable e) {
            LOG.info("\"{}\" stops its work: {}", Thread.currentThread().getName(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("work of thread \"{}\" failed", Thread.currentThread().getName(), e);
        }
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
