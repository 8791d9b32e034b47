package dev.wharf.api.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.event.Event;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events, as they come. */
final class EventsTest extends ServerTestCase {
    private static final int MANY = 300;

    @Test
    void eventsKeepTheirOrderAlsoBehindARemoval() throws Exception {
        try (RawClient client = subscribe()) {
            List<String> actions = List.of("create", "destroy", "start", "destroy", "die");
            actions.forEach(action -> engine.events.publish(event(action)));

            for (String action : actions) {
                assertThat(client.readUntil("}\n")).contains("\"status\":\"" + action + "\"");
            }
        }
    }

    @Test
    void aBurstReachesAClientInOrder() throws Exception {
        try (RawClient client = subscribe()) {
            for (int i = 0; i < 1000; i++) {
                engine.events.publish(event("e" + i));
            }

            for (int i = 0; i < 1000; i++) {
                assertThat(client.readUntil("}\n")).contains("\"status\":\"e" + i + "\"");
            }
        }
    }

    @Test
    void manySubscribersNeedFewThreads() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                clients.add(subscribe());
            }
            int threads = Thread.activeCount();
            engine.events.publish(event("start"));

            for (RawClient client : clients) {
                assertThat(client.readUntil("}\n")).contains("\"status\":\"start\"");
            }
            assertThat(threads).isLessThan(MANY / 3);
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private RawClient subscribe() throws IOException {
        RawClient client = unix();
        client.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("\r\n\r\n");
        return client;
    }

    private static Event event(String action) {
        return new Event(Event.Type.CONTAINER, action, "id", "busybox", Map.of(), Instant.EPOCH);
    }
}
