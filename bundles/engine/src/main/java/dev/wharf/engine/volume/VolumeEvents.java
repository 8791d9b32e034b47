package dev.wharf.engine.volume;

import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventService;
import java.time.Clock;
import java.util.Map;

/** Tells what happens to volumes; the attributes are those of Docker 20.10. Thread-safe. */
final class VolumeEvents {
    private final EventService events;
    private final Clock clock;

    VolumeEvents(EventService events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Tells an event with these attributes. */
    void tell(String volume, String action, Map<String, String> attributes) {
        events.publish(new Event(Event.Type.VOLUME, action, volume, "", attributes, clock.instant()));
    }
}
