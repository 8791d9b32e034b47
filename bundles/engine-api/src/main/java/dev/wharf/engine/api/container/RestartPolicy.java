package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

/**
 * What happens when a container ends.
 *
 * @param name empty, {@code no}, {@code always}, {@code on-failure} or {@code unless-stopped}
 * @param maximumRetryCount for {@code on-failure}; 0 for no limit
 */
public record RestartPolicy(String name, int maximumRetryCount) {
    /** Checks the name. */
    public RestartPolicy {
        requireNonNull(name, "name");
    }

    /** It stays ended. */
    public static RestartPolicy never() {
        return new RestartPolicy("", 0);
    }
}
