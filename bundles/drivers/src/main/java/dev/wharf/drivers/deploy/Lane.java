package dev.wharf.drivers.deploy;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread on which the code of one bundle starts and stops, in order; it is there only while there is something to do. */
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int IDLE_SECONDS = 1;

    private final ThreadPoolExecutor executor;
    private volatile Optional<Thread> busy = Optional.empty();

    Lane(String name) {
        this.executor =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    var thread = new Thread(work, name);
                    thread.setDaemon(true);
                    thread.setUncaughtExceptionHandler((t, error) -> LOG.error("thread {} failed", name, error));
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** Does it after all that was asked before; after {@link #close()} not at all. */
    void run(Runnable work) {
        try {
            executor.execute(() -> {
                busy = Optional.of(Thread.currentThread());
                try {
                    work.run();
                } finally {
                    busy = Optional.empty();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("it is too late for that", e);
        }
    }

    /** Interrupts what is being done; what was asked for after that is done still. */
    void interrupt() {
        busy.ifPresent(Thread::interrupt);
    }

    /** Does what was asked for, and takes nothing more. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
