package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that must be done at last, although somebody cannot do it now: it is tried again, less and less often. Thread-safe. */
final class Retries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int IDLE_SECONDS = 5;

    private final Duration first;
    private final ScheduledThreadPoolExecutor executor;

    /**
     * Without work yet.
     *
     * @param first how long it is waited for the second attempt
     */
    Retries(Duration first) {
        this.first = first;
        executor = new ScheduledThreadPoolExecutor(1, Retries::thread);
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "network leftovers");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, error) -> LOG.error("thread {} failed", t.getName(), error));
        return thread;
    }

    /**
     * Does work now, or later when it fails with an {@link EngineException}.
     *
     * @param what it is, for the log
     */
    void attempt(String what, Runnable work) {
        attempt(what, work, first);
    }

    private void attempt(String what, Runnable work, Duration pause) {
        try {
            work.run();
        } catch (EngineException e) {
            LOG.warn("{} is tried again in {}: {}", what, pause, e.getMessage());
            Duration next = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
            ScheduledFuture<?> unused = // the task handles what fails
                    executor.schedule(() -> attempt(what, work, next), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** What is not done yet is left to the next start of the daemon. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
