package dev.wharf.engine.api.image;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * Which images to list.
 *
 * @param all also untagged ones that have children
 * @param repository glob over {@code repository[:tag]}; empty for all
 * @param filters values by name: {@code dangling}, {@code label}
 */
public record ImageQuery(boolean all, String repository, Map<String, List<String>> filters) {
    /** Checks and copies. */
    public ImageQuery {
        requireNonNull(repository, "repository");
        filters = Map.copyOf(filters);
    }
}
