package dev.wharf.execoci.launch;

import dev.wharf.linux.Fd;
import java.util.Optional;

/**
 * A launched monitor.
 *
 * @param control FIFO for commands to the monitor
 * @param notifications FIFO for news from it
 * @param child pid of the monitor when this process started it, and so must reap it
 */
public record Launch(Fd control, Fd notifications, Optional<Integer> child) {

    /** The monitor that an earlier process started, or what it has left. */
    public static Launch recovered(RunFolder folder) {
        return new Launch(folder.control(), folder.notifications(), Optional.empty());
    }
}
