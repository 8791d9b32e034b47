package dev.wharf.drivers.guard;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads on which the calls of one driver run. They go away when there is nothing to do. */
final class Workers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int IDLE_SECONDS = 60;

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    Workers(Subject subject) {
        String owner = subject.kind() + " driver " + subject.name() + " call ";
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                work -> thread(work, owner + count.incrementAndGet()));
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, error) -> LOG.error("thread {} failed", t.getName(), error));
        return thread;
    }

    /**
     * Runs a call on one of the threads. When the host has no thread left it runs here: without a limit, but what frees the
     * host's means must work then, too.
     *
     * @throws java.util.concurrent.RejectedExecutionException after the close
     */
    void run(Call call) {
        try {
            threads.execute(call);
        } catch (OutOfMemoryError e) { // that is how the JDK tells that it cannot start a thread
            LOG.warn("no thread can be started for a call of a driver: {}", e.getMessage());
            call.run();
        }
    }

    /** Takes no more calls, and interrupts those that run. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
