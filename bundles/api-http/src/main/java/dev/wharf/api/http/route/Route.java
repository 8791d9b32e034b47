package dev.wharf.api.http.route;

import static java.util.Objects.requireNonNull;

import dev.wharf.api.http.version.ApiVersion;
import dev.wharf.api.http.version.Endpoint;

/**
 * A line of the route table.
 *
 * @param method such as {@code GET}
 * @param pattern path with at most one {@code {name}}, which may contain slashes
 * @param endpoint what is called
 * @param versions that know it
 * @param body what the request brings
 * @param handler that serves it
 */
record Route(String method, String pattern, Endpoint endpoint, Versions versions, Body body, Handler handler) {
    /** What a request brings. */
    enum Body {
        /** Nothing but parameters. */
        NONE,
        /** A JSON object, or nothing. */
        JSON,
        /** A JSON object whatever its type is called, or nothing. */
        UNTYPED_JSON,
        /** Bytes that the handler reads as they come. */
        UPLOAD
    }

    /**
     * A range of versions.
     *
     * @param since the version that brought the route; older clients are served as well, as Docker did
     * @param until the last version that had it
     */
    record Versions(ApiVersion since, ApiVersion until) {
        /** Checks both ends. */
        Versions {
            requireNonNull(since, "since");
            requireNonNull(until, "until");
        }

        static Versions all() {
            return new Versions(ApiVersion.OLDEST, ApiVersion.NEWEST);
        }

        boolean serve(ApiVersion asked) {
            return !until.isBefore(asked);
        }
    }

    /** Checks all parts. */
    Route {
        requireNonNull(method, "method");
        requireNonNull(pattern, "pattern");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(versions, "versions");
        requireNonNull(body, "body");
        requireNonNull(handler, "handler");
    }

    /** A route of all versions without a body. */
    static Route of(String method, String pattern, Endpoint endpoint, Handler handler) {
        return new Route(method, pattern, endpoint, Versions.all(), Body.NONE, handler);
    }

    /** This route with a body. */
    Route with(Body taken) {
        return new Route(method, pattern, endpoint, versions, taken, handler);
    }

    /** This route as one that a version brought. */
    Route since(int major, int minor) {
        Versions later = new Versions(new ApiVersion(major, minor), versions.until());
        return new Route(method, pattern, endpoint, later, body, handler);
    }

    /** This route as one that ended with a version. */
    Route until(int major, int minor) {
        Versions earlier = new Versions(versions.since(), new ApiVersion(major, minor));
        return new Route(method, pattern, endpoint, earlier, body, handler);
    }
}
