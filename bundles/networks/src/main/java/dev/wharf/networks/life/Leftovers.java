package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import dev.wharf.networks.live.LiveEndpoint;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections of containers that have ended, which their drivers could not forget. They are asked again, less and less often;
 * a driver that is away forgets them by itself when it comes back and is told who is there. Thread-safe.
 */
final class Leftovers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int IDLE_SECONDS = 5;

    private final Consumer<LiveEndpoint> removal;
    private final Duration first;
    private final ScheduledThreadPoolExecutor executor;

    /**
     * Without any yet.
     *
     * @param removal asks a driver; throws an EngineException when it cannot
     * @param first how long it is waited for the second attempt
     */
    Leftovers(Consumer<LiveEndpoint> removal, Duration first) {
        this.removal = removal;
        this.first = first;
        executor = new ScheduledThreadPoolExecutor(1, Leftovers::thread);
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
     * Asks the driver to forget a connection.
     *
     * @param atEnd called when it has, perhaps later
     */
    void remove(LiveEndpoint endpoint, Runnable atEnd) {
        remove(endpoint, atEnd, first);
    }

    private void remove(LiveEndpoint endpoint, Runnable atEnd, Duration pause) {
        try {
            removal.accept(endpoint);
            atEnd.run();
        } catch (EngineException.Unavailable e) {
            LOG.info("{} is forgotten when its driver comes back: {}", endpoint.id(), e.getMessage());
            atEnd.run();
        } catch (EngineException e) {
            LOG.warn(
                    "connection {} of container {} to network {} is tried again in {}: {}",
                    endpoint.id(),
                    endpoint.containerId(),
                    endpoint.network().name(),
                    pause,
                    e.getMessage());
            Duration next = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
            ScheduledFuture<?> unused = // the task handles what fails
                    executor.schedule(() -> remove(endpoint, atEnd, next), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
