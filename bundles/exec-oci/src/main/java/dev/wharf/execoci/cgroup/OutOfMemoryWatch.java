package dev.wharf.execoci.cgroup;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What becomes ready when the kernel kills a process of a group for lack of memory: an eventfd(2) of the first version's
 * cgroup.event_control, or the file memory.events of the second.
 */
public final class OutOfMemoryWatch implements AutoCloseable {
    private static final int EPOLLPRI = 2;

    private final Kernel kernel;
    private final ControlGroup group;
    private final Fd event;
    private final List<Fd> others;

    private OutOfMemoryWatch(Kernel kernel, ControlGroup group, Fd event, List<Fd> others) {
        this.kernel = kernel;
        this.group = group;
        this.event = event;
        this.others = List.copyOf(others);
    }

    /** Begins to watch a group. */
    public static OutOfMemoryWatch on(Kernel kernel, ControlGroup group) {
        if (group.isUnified()) {
            Fd events = open(kernel, file(group, "memory.events"), Flags.O_RDONLY);
            return new OutOfMemoryWatch(kernel, group, events, List.of());
        }
        Fd event = kernel.descriptors().eventCounter();
        Fd control = open(kernel, file(group, "memory.oom_control"), Flags.O_RDONLY);
        try (Fd register = open(kernel, file(group, "cgroup.event_control"), Flags.O_WRONLY)) {
            byte[] line = (event.number() + " " + control.number()).getBytes(StandardCharsets.US_ASCII);
            kernel.descriptors()
                    .write(
                            register,
                            ByteBuffer.allocateDirect(line.length).put(line).flip());
        }
        return new OutOfMemoryWatch(kernel, group, event, List.of(control));
    }

    private static Path file(ControlGroup group, String name) {
        return group.file("memory", name).orElseThrow();
    }

    private static Fd open(Kernel kernel, Path file, int flags) {
        return kernel.files().open(file.toString(), flags, 0);
    }

    /** What to wait on. */
    public Fd event() {
        return event;
    }

    /** For what to wait. */
    public int events() {
        return group.isUnified() ? EPOLLPRI : Flags.EPOLLIN;
    }

    /** Takes the news, so that only further ones make it ready again. */
    public void take() {
        try {
            if (group.isUnified()) {
                kernel.descriptors().pread(event, ByteBuffer.allocateDirect(4096), 0);
            } else {
                kernel.descriptors().read(event, ByteBuffer.allocateDirect(8));
            }
        } catch (LinuxException ignored) {
            // another thread has taken it, or the group is gone
        }
    }

    @Override
    public void close() {
        event.close();
        others.forEach(Fd::close);
    }
}
