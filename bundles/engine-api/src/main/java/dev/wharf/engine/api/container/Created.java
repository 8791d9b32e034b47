package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A container that was made.
 *
 * @param id 64 hex digits
 * @param warnings sentences for the user, such as a limit that the kernel cannot hold
 */
public record Created(String id, List<String> warnings) {
    /** Checks and copies. */
    public Created {
        requireNonNull(id, "id");
        warnings = List.copyOf(warnings);
    }
}
