package dev.wharf.execnative;

import dev.wharf.linux.Fd;
import dev.wharf.linux.launch.Script;
import dev.wharf.spi.exec.ProcessSpec;

/**
 * What holds the first process of a task back, and what is needed to let it go.
 *
 * @param script with the section still to be written
 * @param release a byte lets the child go, closing it ends the child
 * @param progress at its end the command is being executed, or the script has failed
 * @param slave where the descriptor of the terminal is stored in the script
 * @param process what the child becomes
 * @param hasStdin whether it has an input
 */
record Barrier(Script script, Fd release, Fd progress, int slave, ProcessSpec process, boolean hasStdin)
        implements AutoCloseable {
    @Override
    public void close() {
        release.close();
        progress.close();
        script.close();
    }
}
