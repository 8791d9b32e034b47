package dev.wharf.api.http.version;

import java.util.Optional;
import java.util.Set;

/** 1.12: the message of a commit is called comment; below, the reference calls it m. */
final class CommitMessageIsComment extends Step {
    CommitMessageIsComment() {
        super(new ApiVersion(1, 12), "The message of a commit is comment in place of m.", Set.of(Endpoint.COMMIT));
    }

    @Override
    RequestShape upgrade(RequestShape request) {
        Optional<String> message = request.parameter("m");
        boolean old = request.parameter("comment").isEmpty();
        return old && message.isPresent() ? request.withParameter("comment", message.get()) : request;
    }
}
