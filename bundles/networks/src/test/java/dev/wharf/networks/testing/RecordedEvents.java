package dev.wharf.networks.testing;

import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventQuery;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.event.EventSubscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was published. */
public final class RecordedEvents implements EventService {
    private final List<Event> events = new CopyOnWriteArrayList<>();

    /** Actions with the name of their network, in order. */
    public List<String> told() {
        return events.stream()
                .map(event -> event.action() + ' ' + event.attributes().get("name"))
                .toList();
    }

    /** All of them. */
    public List<Event> events() {
        return events;
    }

    @Override
    public void publish(Event event) {
        events.add(event);
    }

    @Override
    public EventSubscription subscribe(EventQuery query) {
        throw new IllegalStateException("nobody listens here");
    }

    @Override
    public int subscribers() {
        return 0;
    }
}
