package dev.wharf.api.http.route;

import static dev.wharf.api.http.version.Endpoint.EXEC_CREATE;
import static dev.wharf.api.http.version.Endpoint.EXEC_INSPECT;
import static dev.wharf.api.http.version.Endpoint.EXEC_RESIZE;
import static dev.wharf.api.http.version.Endpoint.EXEC_START;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.wharf.api.http.wire.CreatedExec;
import dev.wharf.api.http.wire.ExecConfigBody;
import dev.wharf.api.http.wire.ExecObject;
import dev.wharf.api.http.wire.ExecStartBody;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.exec.Exec;
import dev.wharf.engine.api.exec.ExecConfig;
import java.util.List;

/** Runs further processes in containers. */
final class ExecRoutes {
    private final EngineServices engine;
    private final WrittenContainers<RawValue> containers = new WrittenContainers<>(ExecObject::container);

    ExecRoutes(EngineServices engine) {
        this.engine = engine;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/containers/{id}/exec", EXEC_CREATE, this::create)
                        .with(Route.Body.JSON)
                        .since(1, 15),
                Route.of("POST", "/exec/{id}/start", EXEC_START, this::start)
                        .with(Route.Body.UNTYPED_JSON)
                        .since(1, 15),
                Route.of("POST", "/exec/{id}/resize", EXEC_RESIZE, this::resize).since(1, 15),
                Route.of("GET", "/exec/{id}/json", EXEC_INSPECT, this::inspect).since(1, 16));
    }

    private void create(Call call, Reply reply) {
        ExecConfig config = ExecConfigBody.toDomain(call.requiredBody());
        DetachKeys unused = DetachKeys.parse(config.detachKeys());
        reply.made(CreatedExec.of(engine.execs().create(call.name(), config)));
    }

    private void start(Call call, Reply reply) {
        ExecStartBody body = ExecStartBody.of(call.requiredBody());
        if (body.detach()) {
            engine.execs().startDetached(call.name());
            reply.doneWithEmptyBody();
        } else {
            converse(call.name(), body.tty(), reply);
        }
    }

    /**
     * What the client says of the terminal decides on the frames, as in Docker 1.9.1, api/server/router/local/exec.go. A
     * command that cannot be executed is told in the stream: the client of {@code docker exec} then asks for the exit
     * code, 126 or 127, and ends with it.
     */
    private void converse(String exec, boolean tty, Reply reply) {
        boolean isFramed = reply.isFramed(tty);
        try {
            Attachment attachment = engine.execs().start(exec, tty);
            reply.converse(new AttachConversation(
                    ClientInput.of(attachment, keys(exec, attachment)), isFramed, AttachConversation.Failure.OF_EXEC));
        } catch (NotFound | InvalidArgument e) {
            Exec unused = engine.execs().inspect(exec); // one that is not there is told by its status
            reply.converse(new FailedConversation(String.valueOf(e.getMessage()), isFramed));
        }
    }

    /** Only at a terminal are there keys to leave by; to ask for them costs more than the rest of the call. */
    private DetachKeys keys(String exec, Attachment attachment) {
        String keys =
                attachment.hasTerminal() ? engine.execs().inspect(exec).config().detachKeys() : "";
        return DetachKeys.parse(keys);
    }

    private void resize(Call call, Reply reply) {
        engine.execs()
                .resize(call.name(), call.query().dimension("h"), call.query().dimension("w"));
        reply.doneWithEmptyBody();
    }

    private void inspect(Call call, Reply reply) {
        Exec exec = engine.execs().inspect(call.name());
        reply.document(ExecObject.of(exec, containers.of(exec.container())));
    }
}
