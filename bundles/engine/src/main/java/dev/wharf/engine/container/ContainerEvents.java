package dev.wharf.engine.container;

import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventService;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what happens to containers. Thread-safe. */
public final class ContainerEvents {
    private final EventService events;
    private final Clock clock;

    /** Tells them to those who listen. */
    public ContainerEvents(EventService events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Tells an event with the container's name, image and labels. */
    public void tell(LiveContainer container, String action) {
        tell(container, action, Map.of());
    }

    /** Tells an event of a container, under its lock, unless somebody was faster and has removed it. */
    void tellUnlessGone(LiveContainer container, String action) {
        if (!container.isGone()) {
            tell(container, action);
        }
    }

    /** Tells an event that has attributes of its own. */
    public void tell(LiveContainer container, String action, Map<String, String> more) {
        ContainerRecord record = container.record();
        Map<String, String> attributes = new LinkedHashMap<>(record.config().labels());
        attributes.put("image", record.config().image());
        attributes.put("name", record.name());
        attributes.putAll(more);
        events.publish(new Event(
                Event.Type.CONTAINER, action, record.id(), record.config().image(), attributes, clock.instant()));
    }

    /** Tells the end of a run. */
    void die(LiveContainer container, int exitCode) {
        tell(container, "die", Map.of("exitCode", String.valueOf(exitCode)));
    }

    /** Tells of a signal. */
    void kill(LiveContainer container, int signal) {
        tell(container, "kill", Map.of("signal", String.valueOf(signal)));
    }
}
