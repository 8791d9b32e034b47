package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.CONTAINER_ATTACH;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_ATTACH_WEBSOCKET;
import static dev.wharf.api.http.version.Endpoint.CONTAINER_LOGS;

import dev.wharf.api.http.websocket.Handshake;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.Unsupported;
import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.container.LogOptions;
import dev.wharf.engine.api.container.OutputSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Gives clients the input and output of containers. */
final class StreamRoutes {
    private final EngineServices engine;

    StreamRoutes(EngineServices engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/containers/{id}/logs", CONTAINER_LOGS, this::logs)
                        .since(1, 11),
                Route.of("POST", "/containers/{id}/attach", CONTAINER_ATTACH, this::attach),
                Route.of("GET", "/containers/{id}/attach/ws", CONTAINER_ATTACH_WEBSOCKET, this::attachByWebSocket));
    }

    private void logs(Call call, Reply reply) throws IOException {
        Query query = call.query();
        if (!query.flag("stdout") && !query.flag("stderr")) {
            throw new InvalidArgument("Bad parameters: you must choose at least one stream");
        }
        LogOptions options = new LogOptions(
                query.flag("follow"),
                query.flag("stdout"),
                query.flag("stderr"),
                query.flag("timestamps"),
                query.instant("since"),
                query.instant("until"),
                tail(query.text("tail")));
        try (OutputSource source = engine.streams().logs(call.name(), options)) {
            reply.output(source);
        } catch (Unsupported e) {
            reply.sayInstead("Error running logs job: " + e.getMessage() + "\n");
        }
    }

    private void attach(Call call, Reply reply) {
        Query query = call.query();
        DetachKeys keys = DetachKeys.parse(query.text("detachKeys"));
        AttachOptions options = new AttachOptions(
                query.flag("logs"),
                query.flag("stream"),
                query.flag("stdin"),
                query.flag("stdout"),
                query.flag("stderr"));
        Attachment attachment = engine.streams().attach(call.name(), options);
        reply.converse(new AttachConversation(
                ClientInput.of(attachment, keys),
                reply.isFramed(attachment.hasTerminal()),
                AttachConversation.Failure.OF_ATTACH));
    }

    /** All three streams, whatever was asked for, as in Docker 1.9.1, api/server/router/local/container.go. */
    private void attachByWebSocket(Call call, Reply reply) {
        Query query = call.query();
        DetachKeys keys = DetachKeys.parse(query.text("detachKeys"));
        Optional<Handshake> handshake = call.handshake();
        if (handshake.isEmpty()) {
            String id = engine.containers().inspect(call.name()).id();
            throw new InvalidArgument("this is no handshake of a websocket of version 13 for container " + id);
        }
        AttachOptions options = new AttachOptions(query.flag("logs"), query.flag("stream"), true, true, true);
        Attachment attachment = engine.streams().attach(call.name(), options);
        reply.converse(handshake.get(), new WebSocketConversation(ClientInput.of(attachment, keys)));
    }

    /** Anything but a number of lines means all, as in Docker 1.9.1, daemon/logs.go. */
    private static OptionalLong tail(String text) {
        try {
            long lines = Long.parseLong(text.strip());
            return lines < 0 ? OptionalLong.empty() : OptionalLong.of(lines);
        } catch (NumberFormatException ignored) {
            // all
            return OptionalLong.empty();
        }
    }
}
