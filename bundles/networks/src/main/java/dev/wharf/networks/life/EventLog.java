package dev.wharf.networks.life;

import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.networks.live.LiveEndpoint;
import dev.wharf.networks.live.LiveNetwork;
import java.time.Clock;
import java.util.Map;

/** Tells what happens to networks; the attributes are those of Docker 20.10. Thread-safe. */
final class EventLog {
    private final EventService events;
    private final Clock clock;

    EventLog(EventService events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** A network was made ({@code create}) or removed ({@code destroy}). */
    void tell(String action, LiveNetwork network) {
        publish(action, network, Map.of("name", network.name(), "type", network.driver()));
    }

    /** A container was connected ({@code connect}) or not any more ({@code disconnect}). */
    void tell(String action, LiveEndpoint endpoint) {
        LiveNetwork network = endpoint.network();
        publish(
                action,
                network,
                Map.of("container", endpoint.containerId(), "name", network.name(), "type", network.driver()));
    }

    private void publish(String action, LiveNetwork network, Map<String, String> attributes) {
        events.publish(new Event(Event.Type.NETWORK, action, network.id(), "", attributes, clock.instant()));
    }
}
