package dev.wharf.engine.api.image;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A step in the making of an image.
 *
 * @param id of the image after that step, {@code sha256:...}; empty when it is not on this host
 * @param created when
 * @param createdBy the command
 * @param tags {@code repository:tag} of that image
 * @param size bytes that the step added
 * @param comment of the step
 */
public record HistoryEntry(String id, Instant created, String createdBy, List<String> tags, long size, String comment) {
    /** Checks and copies. */
    public HistoryEntry {
        requireNonNull(id, "id");
        requireNonNull(created, "created");
        requireNonNull(createdBy, "createdBy");
        tags = List.copyOf(tags);
        requireNonNull(comment, "comment");
    }
}
