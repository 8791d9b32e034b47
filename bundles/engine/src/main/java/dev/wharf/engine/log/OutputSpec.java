package dev.wharf.engine.log;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.log.LogTarget;
import java.nio.file.Path;
import java.util.Map;

/**
 * What must be known of a container, or of an exec, to carry its streams.
 *
 * @param target the container as log drivers see it; its folder exists, and the spool is kept there
 * @param terminal whether it has a terminal, so that all output is one stream
 * @param openStdin whether it has a standard input at all
 * @param stdinOnce whether its input ends with that of the first client
 * @param logDriver name of the log driver; empty for an exec, whose output no log driver sees
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

    /**
     * The streams of an exec: no log has them, so that output which comes while nobody is attached is thrown away, also
     * what an earlier daemon left. The end of the client's input is that of the exec's, unless it has a terminal, as in
     * Docker 1.9 (daemon/exec.go).
     *
     * @param execId 64 hex digits
     * @param folder of its container; nothing is written there
     */
    public static OutputSpec ofExec(String execId, Path folder, boolean terminal, boolean openStdin) {
        LogTarget target = new LogTarget(execId, "", "", Map.of(), Map.of(), folder);
        return new OutputSpec(target, terminal, openStdin, true, "", Map.of());
    }

    /** The id of the container, or of the exec. */
    public String id() {
        return target.containerId();
    }

    /** Whether there is a log driver at all. */
    boolean hasLogDriver() {
        return !logDriver.isEmpty();
    }
}
