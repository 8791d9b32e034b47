package dev.wharf.engine.exec;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.exec.ExecConfig;
import java.time.Instant;
import java.util.Optional;

/**
 * An exec that was started; kept in the store until it is forgotten.
 *
 * @param id 64 hex digits
 * @param container that it belongs to
 * @param config what it was asked to be
 * @param end how it ended; empty while it runs
 */
public record ExecRecord(String id, String container, ExecConfig config, Optional<End> end) {

    /**
     * How an exec ended.
     *
     * @param exitCode as a shell has it
     * @param at when
     */
    public record End(int exitCode, Instant at) {
        /** Checks the instant. */
        public End {
            requireNonNull(at, "at");
        }
    }

    /** Checks all parts. */
    public ExecRecord {
        requireNonNull(id, "id");
        requireNonNull(container, "container");
        requireNonNull(config, "config");
        requireNonNull(end, "end");
    }
}
