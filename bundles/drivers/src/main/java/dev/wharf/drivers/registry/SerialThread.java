package dev.wharf.drivers.registry;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things one after the other, on a thread that goes away when there is nothing to do. */
final class SerialThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SerialThread.class);
    private static final int IDLE_SECONDS = 5;

    private final String name;
    private final ThreadPoolExecutor executor;

    SerialThread(String name) {
        this.name = name;
        this.executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new NamedThreads(name));
        executor.allowCoreThreadTimeOut(true);
    }

    /** Does it after all that was asked before; after {@link #close()} not at all. */
    void run(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closed", name, e);
        }
    }

    /** Waits until all that was asked so far is done. */
    boolean await(Duration limit) {
        var done = new Gate();
        done.enter();
        run(() -> {
            done.shut();
            done.leave();
        });
        return done.awaitEmpty(limit);
    }

    /** Lets what was asked come to its end, and takes nothing more. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
