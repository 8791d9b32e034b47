package dev.wharf.execoci;

import dev.wharf.execoci.launch.MountFlags;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskMount;
import dev.wharf.spi.exec.TaskSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The /dev/shm of tasks: a tmpfs in the task's run folder, which is bound, so that a task which joins its IPC namespace can
 * bind it, too.
 */
final class SharedMemory {
    private static final String TARGET = "/dev/shm";
    private static final List<String> OPTIONS = List.of("rbind", "nosuid", "noexec", "nodev");

    private final Kernel kernel;
    private final Path tasks;

    SharedMemory(Kernel kernel, Path tasks) {
        this.kernel = kernel;
        this.tasks = tasks;
    }

    private Path folder(TaskId task) {
        return tasks.resolve(task.value()).resolve("shm");
    }

    /** Mounts what a task needs of its own; returns its mounts with binds in place of the tmpfs. */
    List<TaskMount> mount(TaskSpec spec) {
        Optional<Path> source = source(spec);
        List<TaskMount> mounts = new ArrayList<>();
        for (TaskMount mount : spec.mounts()) {
            if (source.isEmpty() || !isMemory(mount)) {
                mounts.add(mount);
                continue;
            }
            if (source.get().equals(folder(spec.id()))) {
                make(source.get(), mount.mount());
            }
            mounts.add(new TaskMount(Mount.of("bind", source.get().toString(), OPTIONS), TARGET));
        }
        return mounts;
    }

    private Optional<Path> source(TaskSpec spec) {
        Namespace ipc = spec.namespaces().ipc();
        if (ipc instanceof Namespace.Join join) {
            return Optional.of(folder(join.task())).filter(Files::isDirectory);
        }
        return ipc instanceof Namespace.New ? Optional.of(folder(spec.id())) : Optional.empty();
    }

    private static boolean isMemory(TaskMount mount) {
        return mount.target().equals(TARGET) && mount.mount().type().equals("tmpfs");
    }

    private void make(Path folder, Mount mount) {
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        MountFlags flags = MountFlags.parse(mount.options());
        kernel.mounts().mount("shm", folder.toString(), "tmpfs", flags.flags(), flags.data());
    }

    /** Takes away what {@link #mount} made; harmless when repeated. */
    void unmount(TaskId task) {
        try {
            kernel.mounts().unmount(folder(task).toString(), Flags.MNT_DETACH);
        } catch (LinuxException e) {
            if (!e.is(Errno.EINVAL) && !e.is(Errno.ENOENT)) {
                throw e;
            }
        }
    }
}
