package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.CONTAINER_CREATE;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_DELETE;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_INSPECT;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_LIST;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_RENAME;

import dev.wharf.api.http.wire.CreateBody;
import dev.wharf.api.http.wire.CreatedContainer;
import dev.wharf.api.http.wire.InspectContainer;
import dev.wharf.api.http.wire.Json;
import dev.wharf.api.http.wire.ListedContainer;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerQuery;
import dev.wharf.engine.api.container.ContainerService;
import dev.wharf.engine.api.container.Created;
import dev.wharf.engine.api.container.DiskUsage;
import dev.wharf.engine.api.container.RemoveOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes, lists, shows, renames and removes containers. */
final class ContainerRoutes {
    private final EngineServices engine;
    private final WrittenContainers<byte[]> inspected =
            new WrittenContainers<>(container -> Json.write(InspectContainer.of(container)));
    private final Clock clock;

    ContainerRoutes(EngineServices engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/containers/json", CONTAINER_LIST, this::list),
                Route.of("GET", "/containers/ps", CONTAINER_LIST, this::list),
                Route.of("POST", "/containers/create", CONTAINER_CREATE, this::create)
                        .with(Route.Body.JSON),
                Route.of("GET", "/containers/{id}/json", CONTAINER_INSPECT, this::inspect),
                Route.of("POST", "/containers/{id}/rename", CONTAINER_RENAME, this::rename)
                        .since(1, 17),
                Route.of("DELETE", "/containers/{id}", CONTAINER_DELETE, this::remove));
    }

    private void list(Call call, Reply reply) {
        Query query = call.query();
        ContainerService containers = engine.containers();
        boolean withSizes = query.flag("size");
        Instant now = clock.instant();
        List<ListedContainer> rows = new ArrayList<>();
        for (Container container : containers.list(containerQuery(query, containers))) {
            rows.add(ListedContainer.of(
                    container, withSizes ? usage(containers, container.id()) : Optional.empty(), now));
        }
        reply.document(rows);
    }

    private static ContainerQuery containerQuery(Query query, ContainerService containers) {
        String since = query.text("since");
        String before = query.text("before");
        boolean isLenient = query.flag("lenient");
        return new ContainerQuery(
                query.flag("all") || !since.isEmpty() || !before.isEmpty(),
                Math.max(0, query.number("limit").orElse(0)),
                isLenient ? known(since, containers) : since,
                isLenient ? known(before, containers) : before,
                query.filters());
    }

    private static String known(String container, ContainerService containers) {
        return container.isEmpty() || SharedNames.isContainer(container, containers) ? container : "";
    }

    private void create(Call call, Reply reply) {
        CreateBody body = CreateBody.of(call.body().orElseThrow(() -> new InvalidArgument("EOF")));
        Created created = engine.containers().create(body.toDomain(call.query().text("name")));
        reply.made(CreatedContainer.of(created, body.warnings()));
    }

    private void inspect(Call call, Reply reply) {
        ContainerService containers = engine.containers();
        Container container = containers.inspect(call.name());
        if (call.query().flag("unshared")) {
            SharedNames.refuse(SharedNames.isImage(call.name(), engine.images()));
        }
        Optional<DiskUsage> usage = call.query().flag("size") ? usage(containers, container.id()) : Optional.empty();
        usage.ifPresentOrElse(
                size -> reply.document(InspectContainer.of(container, size)),
                () -> reply.document(() -> InspectContainer.of(container), () -> inspected.of(container)));
    }

    private void rename(Call call, Reply reply) {
        engine.containers().rename(call.name(), call.query().text("name"));
        reply.done();
    }

    private void remove(Call call, Reply reply) {
        Query query = call.query();
        if (query.flag("link")) {
            engine.containers().removeLink(call.name());
        } else {
            engine.containers()
                    .remove(
                            call.name(),
                            new RemoveOptions(query.flag("v"), query.flag("force"), query.flag("graceful")));
        }
        reply.done();
    }

    /** The container may have gone since it was listed, and its graph driver may be away: the others are listed all the same. */
    private static Optional<DiskUsage> usage(ContainerService containers, String id) {
        try {
            return containers.usage(id);
        } catch (NotFound | Unavailable ignored) {
            // it has no size any more, or none that can be told now
            return Optional.empty();
        }
    }
}
