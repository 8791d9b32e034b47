package dev.wharf.execnative;

import dev.wharf.execnative.identity.Identity;
import dev.wharf.execnative.identity.IdentityFiles;
import dev.wharf.execnative.script.ProcessScript;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Script.Section;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ProcessSpec;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Lets a child go: finds out through its own root who it becomes, writes the rest of its script, and waits until it
 * executes its command. Messages are those of Docker 1.9.1 and of the exec package of Go 1.4 that it shows.
 */
final class Release {
    private final Kernel kernel;
    private final int pid;
    private final long boundingCapabilities;

    Release(Kernel kernel, int pid, long boundingCapabilities) {
        this.kernel = kernel;
        this.pid = pid;
        this.boundingCapabilities = boundingCapabilities;
    }

    void run(Barrier barrier) {
        try {
            Identity identity = identify(kernel, pid, barrier.process());
            new ProcessScript(barrier.script(), Section.SECOND, barrier.process(), identity)
                    .write(kernel, boundingCapabilities, barrier.slave(), barrier.hasStdin());
            kernel.descriptors().write(barrier.release(), ByteBuffer.allocateDirect(1));
            awaitExec(barrier);
        } catch (LinuxException e) {
            throw new DriverException(Kind.INTERNAL, String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new DriverException(Kind.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
        }
    }

    /** Who a process becomes, by the files in the root of another one of its container. */
    static Identity identify(Kernel kernel, int pid, ProcessSpec process) {
        try (Fd root = kernel.files().open("/proc/" + pid + "/root", Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            return IdentityFiles.read(kernel, root).find(process.user(), process.groups());
        }
    }

    private void awaitExec(Barrier barrier) {
        ByteBuffer word = ByteBuffer.allocateDirect(1);
        while (kernel.descriptors().read(barrier.progress(), word.clear()) != 0) {
            // the child writes nothing behind the barrier; only the end matters
        }
        Optional<Script.Failure> failure = barrier.script().failure();
        if (failure.isPresent()) {
            throw describe(failure.get(), barrier.process().arguments().get(0));
        }
    }

    /** A failure of a script that ends with a command. */
    static DriverException describe(Script.Failure failure, String command) {
        if (failure.step().call() != Call.EXECVE) {
            return LaunchFailure.of(failure);
        }
        boolean absent = failure.errno() == Errno.ENOENT || failure.errno() == Errno.ENOTDIR;
        String why = absent && !command.contains("/")
                ? "executable file not found in $PATH"
                : (absent ? "stat " + command + ": " : "") + Errno.describe(failure.errno());
        return new DriverException(
                absent ? Kind.NOT_FOUND : Kind.INVALID_ARGUMENT, "exec: \"" + command + "\": " + why);
    }
}
