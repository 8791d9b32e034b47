package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.COMMIT;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_CHANGES;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.wharf.api.http.wire.ChangeRow;
import dev.wharf.api.http.wire.ConfigBody;
import dev.wharf.api.http.wire.CreatedImage;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.container.CommitRequest;
import dev.wharf.engine.api.container.ContainerConfig;
import java.util.List;

/** Tells what containers changed, and makes images of it. */
final class ChangeRoutes {
    private final EngineServices engine;

    ChangeRoutes(EngineServices engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/containers/{id}/changes", CONTAINER_CHANGES, this::changes),
                Route.of("POST", "/commit", COMMIT, this::commit).with(Route.Body.JSON));
    }

    /** No changes are null, as in Docker 1.9.1. */
    private void changes(Call call, Reply reply) {
        List<ChangeRow> rows =
                engine.changes().list(call.name()).stream().map(ChangeRow::of).toList();
        reply.document(rows.isEmpty() ? NullNode.getInstance() : rows);
    }

    private void commit(Call call, Reply reply) {
        Query query = call.query();
        String container = query.text("container");
        if (container.isEmpty()) {
            throw new InvalidArgument("bad parameter: 'container' cannot be empty");
        }
        CommitRequest request = new CommitRequest(
                container.startsWith("/") ? container.substring(1) : container,
                query.reference(),
                query.text("author"),
                query.text("comment"),
                query.flag("pause", true),
                query.texts("changes"),
                call.body().map(ConfigBody::toDomain).orElseGet(ContainerConfig::empty));
        reply.made(CreatedImage.of(engine.changes().commit(request)));
    }
}
