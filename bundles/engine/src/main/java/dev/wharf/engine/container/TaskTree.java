package dev.wharf.engine.container;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.Task;
import java.util.Optional;
import java.util.function.Supplier;

/** Reaches the mount that a running container has as its root. */
final class TaskTree {
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;

    private final Supplier<Kernel> kernel;

    /** Reaches them through a kernel, which is asked for at first use. */
    TaskTree(Supplier<Kernel> kernel) {
        this.kernel = kernel;
    }

    /**
     * A copy of the mount, without what is mounted in it; empty when the task has ended. Its folder in /proc is opened before
     * the task is asked whether it lives, so that it belongs to no other process.
     */
    Optional<Fd> of(Task task) {
        try (Fd process = kernel.get().files().open("/proc/" + task.pid(), FOLDER, 0)) {
            task.root().close();
            try (Fd namespace = kernel.get().files().open(process.path() + "/ns/mnt", Flags.O_RDONLY, 0)) {
                return Optional.of(kernel.get().processes().rootAlone(namespace));
            }
        } catch (DriverException e) {
            if (e.kind() == DriverException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ESRCH)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
