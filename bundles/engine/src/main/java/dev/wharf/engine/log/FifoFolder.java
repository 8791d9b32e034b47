package dev.wharf.engine.log;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.exec.Stdio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The FIFOs of containers, in a folder each that only root can enter. Whoever is inside a container may open its output
 * again, whatever his user is, so the output FIFOs are open for writing to all.
 */
final class FifoFolder {
    private static final String STDIN = "stdin";
    private static final String STDOUT = "stdout";
    private static final String STDERR = "stderr";

    private final Kernel kernel;
    private final Path parent;

    /** Keeps the folders below {@code parent}, which is made. */
    FifoFolder(Kernel kernel, Path parent) {
        this.kernel = kernel;
        this.parent = parent;
        try {
            Files.createDirectories(parent);
        } catch (IOException e) {
            throw new EngineException.Internal("cannot make " + parent + ": " + e.getMessage(), e);
        }
    }

    /** The folder that has the FIFOs of a container. */
    Path folder(String id) {
        return parent.resolve(id);
    }

    /** Whether the FIFOs of a container are there. */
    boolean exists(String id) {
        return Files.exists(parent.resolve(id).resolve(STDOUT));
    }

    /** Where the FIFOs of a container are. */
    Stdio paths(OutputSpec spec) {
        Path folder = parent.resolve(spec.id());
        return new Stdio(
                spec.openStdin() ? Optional.of(folder.resolve(STDIN)) : Optional.empty(),
                folder.resolve(STDOUT),
                spec.terminal() ? Optional.empty() : Optional.of(folder.resolve(STDERR)));
    }

    /**
     * Makes the FIFOs of a container, in place of earlier ones.
     *
     * @throws LinuxException when they cannot be made
     */
    Stdio make(OutputSpec spec) {
        FileCalls files = kernel.files();
        try (Fd containers = folder(parent)) {
            tolerating(Errno.EEXIST, () -> files.mkdir(containers, spec.id(), 0700));
        }
        try (Fd folder = folder(parent.resolve(spec.id()))) {
            if (spec.openStdin()) {
                makeFifo(folder, STDIN, 0600);
            }
            makeFifo(folder, STDOUT, 0222);
            if (!spec.terminal()) {
                makeFifo(folder, STDERR, 0222);
            }
        }
        return paths(spec);
    }

    private Fd folder(Path path) {
        return kernel.files().open(path.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW, 0);
    }

    private void makeFifo(Fd folder, String name, int mode) {
        FileCalls files = kernel.files();
        try {
            files.mknod(folder, name, Flags.S_IFIFO | mode, 0);
        } catch (LinuxException e) {
            if (!e.is(Errno.EEXIST)) {
                throw e;
            }
            files.unlink(folder, name, 0);
            files.mknod(folder, name, Flags.S_IFIFO | mode, 0);
        }
    }

    /** Removes the FIFOs of a container, and its folder when nothing else is in it. Two may do so at the same time. */
    void remove(String id) {
        if (!Files.exists(parent.resolve(id))) {
            return; // as each exec that has ended: its streams were finished before
        }
        FileCalls files = kernel.files();
        try (Fd folder = folder(parent.resolve(id))) {
            for (String name : new String[] {STDIN, STDOUT, STDERR}) {
                files.unlinkIfThere(folder, name, 0);
            }
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return;
            }
            throw e;
        }
        try (Fd containers = folder(parent)) {
            tolerating(
                    Errno.ENOENT,
                    () -> tolerating(Errno.ENOTEMPTY, () -> files.unlink(containers, id, Flags.AT_REMOVEDIR)));
        }
    }

    private static void tolerating(int errno, Runnable call) {
        try {
            call.run();
        } catch (LinuxException e) {
            if (!e.is(errno)) {
                throw e;
            }
        }
    }

    /** Opens a FIFO of output. */
    Fd openOutput(Path fifo) {
        return kernel.files().open(fifo.toString(), Flags.O_RDWR | Flags.O_NONBLOCK, 0);
    }
}
