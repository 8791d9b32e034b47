package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.NETWORK_CONNECT;
import static dev.wharf.api.http.version.Endpoint.NETWORK_CREATE;
import static dev.wharf.api.http.version.Endpoint.NETWORK_DELETE;
import static dev.wharf.api.http.version.Endpoint.NETWORK_DISCONNECT;
import static dev.wharf.api.http.version.Endpoint.NETWORK_INSPECT;
import static dev.wharf.api.http.version.Endpoint.NETWORK_LIST;

import dev.wharf.api.http.wire.ConnectBody;
import dev.wharf.api.http.wire.CreatedNetwork;
import dev.wharf.api.http.wire.NetworkBody;
import dev.wharf.api.http.wire.NetworkObject;
import dev.wharf.engine.api.EngineException.Forbidden;
import dev.wharf.engine.api.network.NetworkRequest;
import java.util.List;
import java.util.Set;

/** Makes, lists, shows and removes networks, and connects containers to them. */
final class NetworkRoutes {
    private static final Set<String> PREDEFINED = Set.of("bridge", "default", "host", "none");

    private final EngineServices engine;

    NetworkRoutes(EngineServices engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/networks", NETWORK_LIST, this::list).since(1, 21),
                Route.of("POST", "/networks/create", NETWORK_CREATE, this::create)
                        .with(Route.Body.JSON)
                        .since(1, 21),
                Route.of("GET", "/networks/{id}", NETWORK_INSPECT, this::inspect)
                        .since(1, 21),
                Route.of("DELETE", "/networks/{id}", NETWORK_DELETE, this::remove)
                        .since(1, 21),
                Route.of("POST", "/networks/{id}/connect", NETWORK_CONNECT, this::connect)
                        .with(Route.Body.JSON)
                        .since(1, 21),
                Route.of("POST", "/networks/{id}/disconnect", NETWORK_DISCONNECT, this::disconnect)
                        .with(Route.Body.JSON)
                        .since(1, 21));
    }

    private void list(Call call, Reply reply) {
        reply.document(engine.networks().list(call.query().filters()).stream()
                .map(NetworkObject::of)
                .toList());
    }

    /** What is predefined is refused in JSON, as in Docker 1.9.1, api/server/router/network/network_routes.go. */
    private void create(Call call, Reply reply) {
        NetworkRequest request = NetworkBody.toDomain(call.requiredBody());
        try {
            reply.made(CreatedNetwork.of(engine.networks().create(request)));
        } catch (Forbidden e) {
            if (!PREDEFINED.contains(request.name())) {
                throw e;
            }
            reply.forbidden(request.name() + " is a pre-defined network and cannot be created");
        }
    }

    private void inspect(Call call, Reply reply) {
        reply.document(NetworkObject.of(engine.networks().inspect(call.name())));
    }

    private void remove(Call call, Reply reply) {
        engine.networks().remove(call.name());
        reply.done();
    }

    private void connect(Call call, Reply reply) {
        ConnectBody body = ConnectBody.of(call.requiredBody());
        engine.connections().connect(call.name(), body.container(), body.endpoint());
        reply.doneWithEmptyBody();
    }

    private void disconnect(Call call, Reply reply) {
        ConnectBody body = ConnectBody.of(call.requiredBody());
        engine.connections().disconnect(call.name(), body.container(), body.isForced());
        reply.doneWithEmptyBody();
    }
}
