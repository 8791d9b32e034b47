package dev.wharf.api.http.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.api.http.version.RequestShape;
import dev.wharf.api.http.websocket.Handshake;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A request in the words of the newest version. */
final class Call {
    private final String name;
    private final RequestShape shape;
    private final Exchange exchange;

    Call(String name, RequestShape shape, Exchange exchange) {
        this.name = name;
        this.shape = shape;
        this.exchange = exchange;
    }

    /** What the name of the route's pattern stands for; without the slash that Docker prints before names. */
    String name() {
        return name;
    }

    /** The parameters. */
    Query query() {
        return new Query(shape.query());
    }

    /** The JSON body; empty when there is none. */
    Optional<ObjectNode> body() {
        return shape.body();
    }

    /**
     * The JSON body of a call that cannot do without.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument when there is none
     */
    ObjectNode requiredBody() {
        return shape.requiredBody();
    }

    /** The opening of a websocket; empty when the request is none. */
    Optional<Handshake> handshake() {
        return Handshake.of(exchange::header);
    }

    /** The bytes that the client uploads. */
    InputStream upload() {
        return exchange.body();
    }

    /** Calls a listener when the client leaves before the answer is complete; its upload must have been read. */
    void onDeparture(Runnable listener) {
        exchange.onDeparture(listener);
    }

    /** Runs what may block. */
    Executor executor() {
        return exchange.executor();
    }
}
