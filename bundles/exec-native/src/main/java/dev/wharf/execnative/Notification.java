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

/** News from a monitor: bytes in a FIFO, which say whether the status file is worth reading; see tell() in monitor.c. */
enum Notification {
    /** Nothing that is not known. */
    NOTHING,
    /** The child has ended, and the status file says how. */
    ENDED,
    /** The FIFO has an end: nobody else has it open. */
    MONITOR_IS_GONE;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 64;
    private static final byte END = 'X';

    /** Takes all bytes. */
    static Notification drain(Kernel kernel, Fd notifications) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(MOST);
        try {
            if (kernel.descriptors().read(notifications, bytes) == 0) {
                return MONITOR_IS_GONE;
            }
        } catch (LinuxException e) {
            if (!e.is(Errno.EAGAIN)) {
                throw e;
            }
        }
        return hasEnd(bytes.flip()) ? ENDED : NOTHING;
    }

    private static boolean hasEnd(ByteBuffer bytes) {
        boolean found = false;
        while (bytes.hasRemaining()) {
            found |= bytes.get() == END;
        }
        return found;
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
