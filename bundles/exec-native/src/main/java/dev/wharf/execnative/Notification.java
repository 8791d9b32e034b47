package dev.wharf.execnative;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.launch.MonitorStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** News from a monitor: a byte each, which says no more than that the status file is worth reading. */
final class Notification {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Notification() {}

    /** Takes all bytes. Returns whether the monitor is gone: the FIFO has an end then. */
    static boolean drain(Kernel kernel, Fd notifications) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(64);
        try {
            return kernel.descriptors().read(notifications, bytes) == 0;
        } catch (LinuxException e) {
            if (!e.is(Errno.EAGAIN)) {
                throw e;
            }
            return false;
        }
    }

    /** Waits until a monitor has recorded its child. */
    static Optional<MonitorStatus> await(Kernel kernel, Launch launch, RunFolder folder) {
        try (var poller = kernel.poller()) {
            poller.add(launch.notifications(), Flags.EPOLLIN, events -> {});
            poller.await(PATIENCE);
            poller.remove(launch.notifications());
        }
        return folder.readStatus();
    }
}
