package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Where the output of a container goes.
 *
 * @param type name of a log driver; empty for the daemon's default
 * @param options of the log driver
 */
public record LogConfig(String type, Map<String, String> options) {
    /** Checks and copies. */
    public LogConfig {
        requireNonNull(type, "type");
        options = Ordered.map(options);
    }

    /** The daemon's default. */
    public static LogConfig unset() {
        return new LogConfig("", Map.of());
    }
}
