package dev.wharf.execnative;

import dev.wharf.linux.Fd;
import dev.wharf.linux.launch.Script;
import dev.wharf.spi.exec.ProcessSpec;
import java.util.Optional;

/**
 * A launched monitor.
 *
 * @param control FIFO for commands to the monitor
 * @param notifications FIFO for news from it
 * @param isOwnChild whether this process started the monitor, and so must reap it
 * @param barrier what holds the child back; empty once it was let go
 */
record Launch(Fd control, Fd notifications, boolean isOwnChild, Optional<Barrier> barrier) {

    /**
     * What is needed to let a child go.
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

    static Launch recovered(RunFolder folder) {
        return new Launch(folder.control(), folder.notifications(), false, Optional.empty());
    }
}
