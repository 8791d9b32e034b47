package dev.wharf.engine.api.network;

import static java.util.Objects.requireNonNull;

/**
 * A network that was made.
 *
 * @param id 64 hex digits
 * @param warning empty for none
 */
public record NetworkCreated(String id, String warning) {
    /** Checks both parts. */
    public NetworkCreated {
        requireNonNull(id, "id");
        requireNonNull(warning, "warning");
    }
}
