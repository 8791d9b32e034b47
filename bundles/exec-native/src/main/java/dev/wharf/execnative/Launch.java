package dev.wharf.execnative;

import dev.wharf.linux.Fd;

/**
 * A launched monitor.
 *
 * @param control FIFO for commands to the monitor
 * @param notifications FIFO for news from it; it hangs up when the monitor is gone
 * @param isOwnChild whether this process started the monitor, and so must reap it
 */
record Launch(Fd control, Fd notifications, boolean isOwnChild) {

    /** That of an earlier driver. */
    static Launch recovered(RunFolder folder) {
        return new Launch(folder.control(), folder.notifications(), false);
    }
}
