package dev.wharf.engine.api.exec;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.container.Container;
import java.util.OptionalInt;

/**
 * A further process as it is at present.
 *
 * @param id 64 hex digits
 * @param container that it belongs to
 * @param config what it was asked to be
 * @param running whether it runs
 * @param exitCode empty before its end
 * @param pid as the host sees it; 0 when it does not run
 */
public record Exec(String id, Container container, ExecConfig config, boolean running, OptionalInt exitCode, int pid) {
    /** Checks all parts. */
    public Exec {
        requireNonNull(id, "id");
        requireNonNull(container, "container");
        requireNonNull(config, "config");
        requireNonNull(exitCode, "exitCode");
    }
}
