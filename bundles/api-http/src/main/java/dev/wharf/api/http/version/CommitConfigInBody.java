package dev.wharf.api.http.version;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.api.http.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** 1.9: the run defaults of a commit are its body; below, the reference has them in the parameter run. */
final class CommitConfigInBody extends Step {
    private static final String RUN = "run";

    CommitConfigInBody() {
        super(
                new ApiVersion(1, 9),
                "The run defaults of a commit are its body in place of a parameter.",
                Set.of(Endpoint.COMMIT));
    }

    /** The engines of that time read a body, too (0.5.3, api.go, postCommit): it wins. */
    @Override
    RequestShape upgrade(RequestShape request) {
        Optional<ObjectNode> run = request.parameter(RUN).flatMap(CommitConfigInBody::read);
        RequestShape bare = request.withoutParameter(RUN);
        return request.body().isEmpty() && run.isPresent() ? bare.withBody(run.get()) : bare;
    }

    private static Optional<ObjectNode> read(String text) {
        return Json.readObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
