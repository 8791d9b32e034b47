package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.CONTAINER_KILL;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_PAUSE;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_RESIZE;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_RESTART;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_START;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_STOP;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_UNPAUSE;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_WAIT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.api.http.wire.ExitStatus;
import dev.wharf.api.http.wire.HostConfigBody;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.ContainerLifecycle;
import dev.wharf.engine.api.container.ContainerLifecycle.WaitCondition;
import dev.wharf.engine.api.container.HostConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts and ends containers. */
final class LifecycleRoutes {
    private final EngineServices engine;

    LifecycleRoutes(EngineServices engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/containers/{id}/start", CONTAINER_START, this::start)
                        .with(Route.Body.JSON),
                Route.of("POST", "/containers/{id}/stop", CONTAINER_STOP, this::stop),
                Route.of("POST", "/containers/{id}/restart", CONTAINER_RESTART, this::restart),
                Route.of("POST", "/containers/{id}/kill", CONTAINER_KILL, this::kill),
                Route.of("POST", "/containers/{id}/pause", CONTAINER_PAUSE, this::pause),
                Route.of("POST", "/containers/{id}/unpause", CONTAINER_UNPAUSE, this::unpause),
                Route.of("POST", "/containers/{id}/resize", CONTAINER_RESIZE, this::resize),
                Route.of("POST", "/containers/{id}/wait", CONTAINER_WAIT, this::await));
    }

    private void start(Call call, Reply reply) {
        ContainerLifecycle lifecycle = engine.lifecycle();
        call.body().ifPresent(body -> lifecycle.configure(call.name(), configured(call.name(), body)));
        lifecycle.start(call.name());
        reply.done();
    }

    /** The body takes the place of the stored configuration, but for limits that clients below 1.15 give at create. */
    private HostConfig configured(String container, ObjectNode body) {
        return HostConfigBody.toDomain(
                body, engine.containers().inspect(container).hostConfig());
    }

    private void stop(Call call, Reply reply) {
        engine.lifecycle().stop(call.name(), timeout(call.query()));
        reply.done();
    }

    private void restart(Call call, Reply reply) {
        engine.lifecycle().restart(call.name(), timeout(call.query()));
        reply.done();
    }

    private void kill(Call call, Reply reply) {
        engine.lifecycle().kill(call.name(), call.query().text("signal"));
        reply.done();
    }

    private void pause(Call call, Reply reply) {
        engine.lifecycle().pause(call.name());
        reply.done();
    }

    private void unpause(Call call, Reply reply) {
        engine.lifecycle().unpause(call.name());
        reply.done();
    }

    private void resize(Call call, Reply reply) {
        engine.lifecycle()
                .resize(call.name(), call.query().dimension("h"), call.query().dimension("w"));
        reply.doneWithEmptyBody();
    }

    private void await(Call call, Reply reply) {
        WaitCondition condition =
                switch (call.query().text("condition")) {
                    case "next-exit" -> WaitCondition.NEXT_EXIT;
                    case "removed" -> WaitCondition.REMOVED;
                    case "", "not-running" -> WaitCondition.NOT_RUNNING;
                    default -> throw new InvalidArgument(
                            "invalid condition: \"" + call.query().text("condition") + "\"");
                };
        reply.later(engine.lifecycle().exit(call.name(), condition), ExitStatus::new);
    }

    /** Docker 1.9.1 took a bad number for none. */
    private static Optional<Duration> timeout(Query query) {
        try {
            return Optional.of(Duration.ofSeconds(Long.parseLong(query.text("t").strip())));
        } catch (NumberFormatException ignored) {
            // none, or not one
            return Optional.empty();
        }
    }
}
