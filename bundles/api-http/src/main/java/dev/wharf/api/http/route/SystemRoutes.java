package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.INFO;
import static dev.wharf.api.http.version.Endpoint.PING;
import static dev.wharf.api.http.version.Endpoint.VERSION;

import dev.wharf.api.http.version.ApiVersion;
import dev.wharf.api.http.wire.InfoObject;
import dev.wharf.api.http.wire.VersionObject;
import java.util.List;

/** Tells about the engine as a whole. */
final class SystemRoutes {
    private final EngineServices engine;

    SystemRoutes(EngineServices engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/_ping", PING, (call, reply) -> reply.text("OK")),
                Route.of("HEAD", "/_ping", PING, (call, reply) -> reply.text("OK")),
                Route.of("GET", "/version", VERSION, this::version),
                Route.of("GET", "/info", INFO, this::info));
    }

    private void version(Call call, Reply reply) {
        reply.document(VersionObject.of(
                engine.system().version(), ApiVersion.NEWEST.toString(), ApiVersion.OLDEST.toString()));
    }

    private void info(Call call, Reply reply) {
        reply.document(InfoObject.of(engine.system().info()));
    }
}
