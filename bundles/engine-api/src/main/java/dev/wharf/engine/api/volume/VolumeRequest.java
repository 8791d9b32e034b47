package dev.wharf.engine.api.volume;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A volume to be made.
 *
 * @param name empty for one of 64 hex digits
 * @param driver empty for {@code local}
 * @param options of the driver
 * @param labels kept for the client
 */
public record VolumeRequest(String name, String driver, Map<String, String> options, Map<String, String> labels) {
    /** Checks and copies. */
    public VolumeRequest {
        requireNonNull(name, "name");
        requireNonNull(driver, "driver");
        options = Map.copyOf(options);
        labels = Map.copyOf(labels);
    }
}
