package dev.wharf.engine.api.container;

import java.time.Duration;
import java.util.Optional;

/** The samples of one who watches a container. One who lags gets the newest. */
public interface StatsSubscription extends AutoCloseable {

    /**
     * Waits for the next sample.
     *
     * @param timeout how long to wait for it
     * @return empty when there was none in time, or when the container is gone
     * @throws InterruptedException when the thread is interrupted
     */
    Optional<ContainerStats> next(Duration timeout) throws InterruptedException;

    /** Whether no further sample will come, because the container was removed or this was closed. */
    boolean hasEnded();

    /** Ends the watching. Closing twice is harmless. */
    @Override
    void close();
}
