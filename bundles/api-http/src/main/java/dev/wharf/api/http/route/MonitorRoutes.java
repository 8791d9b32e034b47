package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.CONTAINER_STATS;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_TOP;

import dev.wharf.api.http.wire.ProcessList;
import dev.wharf.api.http.wire.StatsObject;
import dev.wharf.engine.api.container.ContainerStats;
import dev.wharf.engine.api.container.StatsSubscription;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells what containers do and use. */
final class MonitorRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EngineServices engine;

    MonitorRoutes(EngineServices engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/containers/{id}/top", CONTAINER_TOP, this::top)
                        .since(1, 3),
                Route.of("GET", "/containers/{id}/stats", CONTAINER_STATS, this::stats)
                        .since(1, 17));
    }

    private void top(Call call, Reply reply) {
        reply.document(ProcessList.of(
                engine.monitor().processes(call.name(), call.query().text("ps_args"))));
    }

    private void stats(Call call, Reply reply) throws IOException {
        if (call.query().flag("stream", true)) {
            follow(call, reply);
        } else {
            reply.document(StatsObject.of(engine.monitor().sample(call.name())));
        }
    }

    private void follow(Call call, Reply reply) throws IOException {
        try (StatsSubscription samples = engine.monitor().watch(call.name())) {
            DocumentStream documents = reply.documents();
            call.onDeparture(samples::close);
            while (!samples.hasEnded()) {
                Optional<ContainerStats> sample = samples.next(PATIENCE);
                if (sample.isPresent()) {
                    documents.write(StatsObject.of(sample.get()));
                }
            }
            documents.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the server stops").initCause(e);
        }
    }
}
