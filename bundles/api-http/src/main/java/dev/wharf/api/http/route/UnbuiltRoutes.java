package dev.wharf.api.http.route;

import dev.wharf.api.http.version.Endpoint;
import dev.wharf.engine.api.EngineException.Unsupported;
import java.util.List;

/** The calls of the Remote API that this release does not serve: they say so. */
final class UnbuiltRoutes {
    private UnbuiltRoutes() {}

    static List<Route> routes() {
        return List.of(
                route("GET", "/images/viz", Endpoint.IMAGE_GRAPH).until(1, 6),
                route("POST", "/images/{name}/insert", Endpoint.IMAGE_INSERT).until(1, 11),
                route("POST", "/images/{name}/push", Endpoint.IMAGE_PUSH),
                route("GET", "/images/search", Endpoint.IMAGE_SEARCH),
                route("POST", "/images/getCache", Endpoint.IMAGE_CACHE).until(1, 6),
                route("POST", "/build", Endpoint.BUILD),
                route("GET", "/auth", Endpoint.AUTH_GET).until(1, 1),
                route("POST", "/auth", Endpoint.AUTH_CHECK));
    }

    /** The error of something that this release does not do. */
    static Unsupported refusal(String what) {
        return new Unsupported(what + " is not part of this release of Wharf");
    }

    private static Route route(String method, String pattern, Endpoint endpoint) {
        return Route.of(method, pattern, endpoint, (call, reply) -> {
            throw refusal(method + " " + pattern);
        });
    }
}
