package dev.wharf.execoci.launch;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.Stdio;
import java.util.List;

/**
 * What a monitor shall do.
 *
 * @param root what the starter mounts for the runtime alone, in order; empty for a further process
 * @param shared folders of the host whose mounts stay those of the host; the starter binds them below {@code binds}
 * @param terminal whether the process gets one
 * @param stdio the FIFOs of the process
 * @param command the runtime with its arguments
 */
public record LaunchPlan(List<Mount> root, List<String> shared, boolean terminal, Stdio stdio, List<String> command) {
    /** The console socket that a runtime is told; it works in the folder where the socket lies. */
    public static final String CONSOLE = "console";

    /** Checks and copies. */
    public LaunchPlan {
        root = List.copyOf(root);
        shared = List.copyOf(shared);
        requireNonNull(stdio, "stdio");
        command = List.copyOf(command);
    }
}
