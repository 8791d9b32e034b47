package dev.wharf.engine.api.image;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A root file system to be made an image.
 *
 * @param source as shown in the comment, {@code -} for a body
 * @param reference {@code repository[:tag]}; empty for none
 * @param message comment; empty for a default
 * @param changes Dockerfile lines
 */
public record ImportRequest(String source, String reference, String message, List<String> changes) {
    /** Checks and copies. */
    public ImportRequest {
        requireNonNull(source, "source");
        requireNonNull(reference, "reference");
        requireNonNull(message, "message");
        changes = List.copyOf(changes);
    }
}
