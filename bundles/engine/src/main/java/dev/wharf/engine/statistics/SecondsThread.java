package dev.wharf.engine.statistics;

import dev.wharf.engine.api.EngineException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that is there only while there is work. After a long break it does not make up for beats that it missed. */
final class SecondsThread implements Metronome {
    private static final Logger LOG = LoggerFactory.getLogger(SecondsThread.class);
    private static final long IDLE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, SecondsThread::named);

    SecondsThread() {
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public Runnable start(Runnable beat) {
        try {
            Future<?> beats = thread.scheduleWithFixedDelay(() -> guarded(beat), 0, 1, TimeUnit.SECONDS);
            return () -> beats.cancel(false);
        } catch (RejectedExecutionException e) {
            throw new EngineException.Unavailable("the engine is being stopped", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static Thread named(Runnable work) {
        Thread thread = new Thread(work, "statistics");
        thread.setDaemon(true);
        return thread;
    }

    /** The root of the thread: what escapes is told and ends nothing. */
    private static void guarded(Runnable beat) {
        try {
            beat.run();
        } catch (RuntimeException e) {
            LOG.error("statistics of a container failed", e);
        }
    }
}
