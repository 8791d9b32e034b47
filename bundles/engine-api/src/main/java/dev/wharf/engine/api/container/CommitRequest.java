package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A container to be made an image.
 *
 * @param container name or id
 * @param reference {@code repository[:tag]}; empty for none
 * @param author who; may be empty
 * @param comment may be empty
 * @param pause whether a running container is frozen meanwhile
 * @param changes Dockerfile lines
 * @param config run defaults that win over those of the container; {@link ContainerConfig#empty()} for none
 */
public record CommitRequest(
        String container,
        String reference,
        String author,
        String comment,
        boolean pause,
        List<String> changes,
        ContainerConfig config) {
    /** Checks and copies. */
    public CommitRequest {
        requireNonNull(container, "container");
        requireNonNull(reference, "reference");
        requireNonNull(author, "author");
        requireNonNull(comment, "comment");
        changes = List.copyOf(changes);
        requireNonNull(config, "config");
    }
}
