package dev.wharf.execoci;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.RootHandle;
import dev.wharf.spi.exec.TaskId;
import java.nio.file.Path;

/** The root of a running task, reached through /proc. */
final class ProcRoot implements RootHandle {
    private final Fd root;

    ProcRoot(Kernel kernel, int pid, TaskId id) {
        try {
            root = kernel.files().open("/proc/" + pid + "/root", Flags.O_PATH | Flags.O_DIRECTORY, 0);
        } catch (LinuxException e) {
            throw new DriverException(Kind.NOT_FOUND, "task " + id + " has ended", e);
        }
    }

    @Override
    public Path path() {
        return root.path();
    }

    @Override
    public void close() {
        root.close();
    }
}
