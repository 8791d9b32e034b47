package dev.wharf.engine.log;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.log.LogTarget;
import java.util.Map;

/**
 * What must be known of a container to carry its streams.
 *
 * @param target the container as log drivers see it
 * @param terminal whether it has a terminal, so that all output is one stream
 * @param openStdin whether it has a standard input at all
 * @param stdinOnce whether its input ends with that of the first client
 * @param logDriver name of the log driver; {@code none} for none
 * @param logOptions of the log driver, already validated
 */
public record OutputSpec(
        LogTarget target,
        boolean terminal,
        boolean openStdin,
        boolean stdinOnce,
        String logDriver,
        Map<String, String> logOptions) {
    /** Checks and copies. */
    public OutputSpec {
        requireNonNull(target, "target");
        requireNonNull(logDriver, "logDriver");
        logOptions = Map.copyOf(logOptions);
    }

    /** The id of the container. */
    public String id() {
        return target.containerId();
    }
}
