package dev.wharf.engine.api.volume;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A volume.
 *
 * @param name of the volume
 * @param driver that keeps it
 * @param mountpoint where its content lies on the host; empty while that is not known
 * @param created when; empty when it is not known
 * @param labels of the client
 * @param options of the client
 * @param scope {@code local} or {@code global}
 * @param status what its driver tells, in order
 */
public record Volume(
        String name,
        String driver,
        String mountpoint,
        Optional<Instant> created,
        Map<String, String> labels,
        Map<String, String> options,
        String scope,
        Map<String, String> status) {
    /** Checks and copies. */
    public Volume {
        requireNonNull(name, "name");
        requireNonNull(driver, "driver");
        requireNonNull(mountpoint, "mountpoint");
        requireNonNull(created, "created");
        labels = Map.copyOf(labels);
        options = Map.copyOf(options);
        requireNonNull(scope, "scope");
        requireNonNull(status, "status");
    }
}
