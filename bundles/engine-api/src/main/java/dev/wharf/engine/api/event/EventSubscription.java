package dev.wharf.engine.api.event;

import java.time.Duration;
import java.util.Optional;

/** The events that one subscriber has not yet taken. One that lags by more than 1,024 events is cut off. */
public interface EventSubscription extends AutoCloseable {

    /**
     * Takes the next event.
     *
     * @param timeout how long to wait for it
     * @return empty when there was none in time, or when the subscription has ended
     * @throws InterruptedException when the thread is interrupted
     */
    Optional<Event> next(Duration timeout) throws InterruptedException;

    /** Whether no further event will come: closed, cut off, or past the time that the query named. */
    boolean hasEnded();

    /** Ends the subscription. Closing twice is harmless. */
    @Override
    void close();
}
