package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.WHARF;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.api.http.wire.DefaultDriverBody;
import dev.wharf.api.http.wire.DriverRow;
import dev.wharf.api.http.wire.MigrateBody;
import dev.wharf.api.http.wire.MigrationRow;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.util.ArrayList;
import java.util.List;

/** Wharf's own calls, for what the Remote API has no words for. */
final class WharfRoutes {
    private final EngineServices engine;

    WharfRoutes(EngineServices engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/wharf/drivers", WHARF, this::drivers),
                Route.of("POST", "/wharf/drivers/default", WHARF, this::makeDefault)
                        .with(Route.Body.JSON),
                Route.of("POST", "/wharf/migrate", WHARF, this::migrate).with(Route.Body.JSON));
    }

    private void drivers(Call call, Reply reply) {
        reply.document(engine.drivers().list().stream().map(DriverRow::of).toList());
    }

    private void makeDefault(Call call, Reply reply) {
        DefaultDriverBody body = DefaultDriverBody.of(body(call));
        engine.drivers().makeDefault(body.kind(), body.name());
        reply.done();
    }

    /** One container gets the status of its migration; of several, each gets a row, with its error if there was one. */
    private void migrate(Call call, Reply reply) {
        MigrateBody body = MigrateBody.of(body(call));
        if (body.isForOne()) {
            engine.changes().migrate(body.containers().get(0), body.to());
            reply.done();
        } else {
            List<MigrationRow> rows = new ArrayList<>();
            body.containers().forEach(container -> rows.add(migrated(container, body.to())));
            reply.document(rows);
        }
    }

    private MigrationRow migrated(String container, String driver) {
        try {
            engine.changes().migrate(container, driver);
            return new MigrationRow(container, "");
        } catch (EngineException e) {
            return new MigrationRow(container, String.valueOf(e.getMessage()));
        }
    }

    private static ObjectNode body(Call call) {
        return call.body().orElseThrow(() -> new InvalidArgument("EOF"));
    }
}
