package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.INFO;
import static dev.wharf.api.http.version.Endpoint.PING;
import static dev.wharf.api.http.version.Endpoint.VERSION;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.wharf.api.http.version.ApiVersion;
import dev.wharf.api.http.wire.InfoObject;
import dev.wharf.api.http.wire.VersionObject;
import dev.wharf.engine.api.driver.DriverDescription;
import java.util.List;
import java.util.Locale;

/** Tells about the engine as a whole; also Wharf's own routes. */
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
                Route.of("GET", "/info", INFO, this::info),
                Route.of("GET", "/wharf/drivers", INFO, this::drivers));
    }

    private void version(Call call, Reply reply) {
        reply.document(VersionObject.of(
                engine.system().version(), ApiVersion.NEWEST.toString(), ApiVersion.OLDEST.toString()));
    }

    private void info(Call call, Reply reply) {
        reply.document(InfoObject.of(engine.system().info()));
    }

    private void drivers(Call call, Reply reply) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (DriverDescription driver : engine.drivers().list()) {
            rows.addObject()
                    .put("kind", driver.kind())
                    .put("name", driver.name())
                    .put("version", driver.version())
                    .put("state", driver.state().name().toLowerCase(Locale.ROOT))
                    .put("default", driver.isDefault())
                    .put("reason", driver.reason());
        }
        reply.document(rows);
    }
}
