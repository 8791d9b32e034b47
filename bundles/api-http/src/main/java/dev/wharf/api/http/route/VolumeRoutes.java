package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.VOLUME_CREATE;
import static dev.wharf.api.http.version.Endpoint.VOLUME_DELETE;
import static dev.wharf.api.http.version.Endpoint.VOLUME_INSPECT;
import static dev.wharf.api.http.version.Endpoint.VOLUME_LIST;

import dev.wharf.api.http.wire.VolumeBody;
import dev.wharf.api.http.wire.VolumeList;
import dev.wharf.api.http.wire.VolumeObject;
import java.util.List;

/** Makes, lists, shows and removes volumes. The reference names POST /volumes, daemons had POST /volumes/create. */
final class VolumeRoutes {
    private final EngineServices engine;

    VolumeRoutes(EngineServices engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/volumes", VOLUME_LIST, this::list).since(1, 21),
                Route.of("POST", "/volumes", VOLUME_CREATE, this::create)
                        .with(Route.Body.JSON)
                        .since(1, 21),
                Route.of("POST", "/volumes/create", VOLUME_CREATE, this::create)
                        .with(Route.Body.JSON)
                        .since(1, 21),
                Route.of("GET", "/volumes/{name}", VOLUME_INSPECT, this::inspect)
                        .since(1, 21),
                Route.of("DELETE", "/volumes/{name}", VOLUME_DELETE, this::remove)
                        .since(1, 21));
    }

    private void list(Call call, Reply reply) {
        reply.document(VolumeList.of(engine.volumes().list(call.query().filters())));
    }

    private void create(Call call, Reply reply) {
        reply.made(VolumeObject.of(engine.volumes().create(VolumeBody.toDomain(call.requiredBody()))));
    }

    private void inspect(Call call, Reply reply) {
        reply.document(VolumeObject.of(engine.volumes().inspect(call.name())));
    }

    private void remove(Call call, Reply reply) {
        engine.volumes().remove(call.name(), call.query().flag("force"));
        reply.done();
    }
}
