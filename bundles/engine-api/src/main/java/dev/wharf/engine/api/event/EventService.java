package dev.wharf.engine.api.event;

import org.osgi.annotation.versioning.ProviderType;

/** Tells events to subscribers in the order in which they were published. Keeps the last 256. Thread-safe. */
@ProviderType
public interface EventService {

    /** Tells an event to all subscribers; never blocks on one of them. */
    void publish(Event event);

    /** Subscribes; kept events that the query asks for come first. */
    EventSubscription subscribe(EventQuery query);

    /** How many subscribe at present. */
    int subscribers();
}
