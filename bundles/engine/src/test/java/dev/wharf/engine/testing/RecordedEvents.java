package dev.wharf.engine.testing;

import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventQuery;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.event.EventSubscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all events. */
public final class RecordedEvents implements EventService {
    private final List<Event> events = new CopyOnWriteArrayList<>();

    /** What was published, in order. */
    public List<Event> all() {
        return List.copyOf(events);
    }

    /** The actions, in order. */
    public List<String> actions() {
        return events.stream().map(Event::action).toList();
    }

    @Override
    public void publish(Event event) {
        events.add(event);
    }

    @Override
    public EventSubscription subscribe(EventQuery query) {
        throw new UnsupportedOperationException("nobody listens here");
    }

    @Override
    public int subscribers() {
        return 0;
    }
}
