package dev.wharf.engine.api.event;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The events that one subscriber has not yet taken. One that lags by more than 1,024 events is cut off. */
@ProviderType
public interface EventSubscription extends AutoCloseable {

    /**
     * Takes the next event.
     *
     * @param timeout how long to wait for it
     * @return empty when there was none in time, or when the subscription has ended
     * @throws InterruptedException when the thread is interrupted
     * @throws dev.wharf.engine.api.EngineException Unavailable when it was cut off, so that nobody takes what it got for
     *     all that happened
     */
    Optional<Event> next(Duration timeout) throws InterruptedException;

    /**
     * Has a listener called whenever something has come, be it an event or the end, so that nobody need wait in {@link
     * #next}; at once for what is there already. The time that the query named passes without a call.
     *
     * @param listener must return at once; it is called by threads that publish, also by several together. Takes the place
     *     of an earlier one
     */
    void onNews(Runnable listener);

    /** Whether no further event will come: closed, cut off, or past the time that the query named. */
    boolean hasEnded();

    /** Ends the subscription. Closing twice is harmless. */
    @Override
    void close();
}
