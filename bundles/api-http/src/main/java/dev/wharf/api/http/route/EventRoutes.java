package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.EVENTS;

import dev.wharf.api.http.wire.EventObject;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventQuery;
import dev.wharf.engine.api.event.EventSubscription;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells events as they happen. */
final class EventRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HEAD_START = Duration.ofMillis(5);

    private final EngineServices engine;

    EventRoutes(EngineServices engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/events", EVENTS, this::events).since(1, 3));
    }

    private void events(Call call, Reply reply) throws IOException {
        Query query = call.query();
        EventQuery asked = new EventQuery(since(query), query.instant("until"), query.filters());
        try (EventSubscription subscription = engine.events().subscribe(asked)) {
            DocumentStream documents = reply.documents();
            call.onDeparture(subscription::close);
            copy(subscription, documents);
            documents.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the server stops").initCause(e);
        }
    }

    /** Unlike elsewhere 0 is an instant: it asks for all that is kept (Docker 1.9.1, api/server/router/local/info.go). */
    private static Optional<Instant> since(Query query) {
        return query.text("since").isBlank()
                ? Optional.empty()
                : query.instant("since").or(() -> Optional.of(Instant.EPOCH));
    }

    private static void copy(EventSubscription subscription, DocumentStream documents)
            throws IOException, InterruptedException {
        while (true) {
            Optional<Event> event = subscription.next(PATIENCE);
            if (event.isPresent()) {
                for (Event one : withThoseBehind(event.get(), subscription)) {
                    documents.write(EventObject.of(one));
                }
            } else if (subscription.hasEnded()) {
                return;
            }
        }
    }

    /**
     * Holds back the news of a removal for a moment, and all that comes behind it: the client of {@code docker run --rm}
     * below API 1.25 asks for the removal, hears of it here, and then drops its own request with an error message if the
     * answer is not there yet (docker/cli 20.10 and 28, cli/command/container/utils.go).
     */
    private static List<Event> withThoseBehind(Event first, EventSubscription subscription)
            throws InterruptedException {
        List<Event> events = new ArrayList<>(List.of(first));
        if (first.action().equals("destroy")) {
            long end = System.nanoTime() + HEAD_START.toNanos();
            for (long left = HEAD_START.toNanos();
                    left > 0 && !subscription.hasEnded();
                    left = end - System.nanoTime()) {
                subscription.next(Duration.ofNanos(left)).ifPresent(events::add);
            }
        }
        return events;
    }
}
