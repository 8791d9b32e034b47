package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.EVENTS;

import dev.wharf.engine.api.event.EventQuery;
import dev.wharf.engine.api.event.EventSubscription;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Tells events as they happen. */
final class EventRoutes {
    private static final int THREADS = 4;

    private final EngineServices engine;
    private final FewAtOnce threads = new FewAtOnce(THREADS);

    EventRoutes(EngineServices engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/events", EVENTS, this::events).since(1, 3));
    }

    private void events(Call call, Reply reply) throws IOException {
        Query query = call.query();
        EventQuery asked = new EventQuery(since(query), query.instant("until"), query.filters());
        EventSubscription subscription = engine.events().subscribe(asked);
        Executor executor = threads.on(call.executor());
        EventPush push = new EventPush(subscription, reply, executor);
        call.onDeparture(() -> executor.execute(subscription::close));
        asked.until().ifPresent(push::wakeAt);
        push.start();
    }

    /** Unlike elsewhere 0 is an instant: it asks for all that is kept (Docker 1.9.1, api/server/router/local/info.go). */
    private static Optional<Instant> since(Query query) {
        return query.text("since").isBlank()
                ? Optional.empty()
                : query.instant("since").or(() -> Optional.of(Instant.EPOCH));
    }
}
