package dev.wharf.api.http.route;

import dev.wharf.api.http.version.ApiVersion;
import dev.wharf.api.http.version.Endpoint;
import dev.wharf.api.http.version.Ladder;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves requests: finds the version and the route, lifts the request up the ladder, lets the handler work, and tells
 * what escapes it. Thread-safe.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String UNKNOWN_ROUTE = "404 page not found";

    private final RouteTable routes;
    private final Ladder ladder = Ladder.standard();

    /** Serves the routes of the Remote API and Wharf's own with the services of the engine. */
    public Dispatcher(EngineServices engine) {
        routes = new RouteTable(Routes.all(engine));
    }

    /**
     * Serves one request. May block; every request gets an answer, or its connection is cut. The root of the thread
     * that serves: nothing escapes.
     */
    public void serve(Exchange exchange) {
        Reply reply = new Reply(exchange, ladder, Endpoint.OPTIONS, ApiVersion.NEWEST);
        try {
            route(exchange, reply);
        } catch (Throwable e) {
            reply.fail(e);
        }
    }

    private void route(Exchange exchange, Reply reply) {
        String decoded = Percent.decodePath(exchange.path());
        String cleaned = RequestPath.clean(decoded);
        if (!cleaned.equals(decoded)) {
            redirect(exchange, cleaned);
            return;
        }
        RequestPath path = RequestPath.of(decoded);
        Optional<ApiVersion> asked = path.version().map(Dispatcher::version);
        if (asked.isPresent() && !isServed(asked.get())) {
            refuse(reply, path.version().orElse(""), asked.get());
        } else if (exchange.method().equals("OPTIONS")) {
            reply.doneWithEmptyBody();
        } else {
            serve(exchange, path.route(), asked.orElse(ApiVersion.NEWEST), reply);
        }
    }

    private void serve(Exchange exchange, String route, ApiVersion asked, Reply reply) {
        Optional<RouteTable.Match> match = routes.find(exchange.method(), route, asked);
        if (match.isEmpty()) {
            reply.tell(Statuses.NOT_FOUND, UNKNOWN_ROUTE);
        } else {
            serve(exchange, match.get(), asked);
        }
    }

    private void serve(Exchange exchange, RouteTable.Match match, ApiVersion asked) {
        Endpoint endpoint = match.route().endpoint();
        Reply reply = new Reply(exchange, ladder, endpoint, asked);
        try {
            Requests requests = new Requests(exchange);
            Call call =
                    new Call(match.name(), ladder.upgrade(endpoint, asked, requests.shape(match.route())), exchange);
            match.route().handler().serve(call, reply);
        } catch (IOException e) {
            LOG.debug("the client of {} is gone", endpoint, e);
            exchange.abort(e);
        } catch (Throwable e) {
            reply.fail(e);
        }
    }

    private static void redirect(Exchange exchange, String path) {
        String query = exchange.query().isEmpty() ? "" : "?" + exchange.query();
        exchange.answer(Statuses.MOVED, Map.of("Location", Percent.encodePath(path) + query), new byte[0]);
    }

    private static ApiVersion version(String digitsAndDots) {
        return ApiVersion.parse(digitsAndDots)
                .orElseThrow(() -> new InvalidArgument("malformed client version: " + digitsAndDots));
    }

    private static boolean isServed(ApiVersion asked) {
        return !ApiVersion.NEWEST.isBefore(asked) && !asked.isBefore(ApiVersion.OLDEST);
    }

    /** The words of Docker 1.9.1, api/server/middleware.go. */
    private static void refuse(Reply reply, String written, ApiVersion asked) {
        if (ApiVersion.NEWEST.isBefore(asked)) {
            reply.tell(
                    Statuses.BAD_REQUEST,
                    "client is newer than server (client API version: " + written + ", server API version: "
                            + ApiVersion.NEWEST + ")");
        } else {
            reply.tell(
                    Statuses.BAD_REQUEST,
                    "client version " + written + " is too old. Minimum supported API version is " + ApiVersion.OLDEST
                            + ", please upgrade your client to a newer version");
        }
    }
}
