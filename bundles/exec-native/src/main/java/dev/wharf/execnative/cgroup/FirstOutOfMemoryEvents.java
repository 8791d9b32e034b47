package dev.wharf.execnative.cgroup;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The first version counts up an eventfd(2) whenever the limit leaves the kernel no choice; section 10 of
 * Documentation/admin-guide/cgroup-v1/memory.rst. As dockerd does, that is told also where killing is disabled.
 */
final class FirstOutOfMemoryEvents implements OutOfMemoryEvents {
    private final Kernel kernel;
    private final Fd counter;

    FirstOutOfMemoryEvents(Kernel kernel, ControlFile files, Path folder) {
        this.kernel = kernel;
        this.counter = kernel.descriptors().eventCounter();
        String source = folder.resolve("memory.oom_control").toString();
        try (Fd control = kernel.files().open(source, Flags.O_RDONLY, 0)) {
            files.write(folder.resolve("cgroup.event_control"), counter.number() + " " + control.number());
        } catch (LinuxException e) {
            counter.close();
            throw e;
        }
    }

    @Override
    public Fd descriptor() {
        return counter;
    }

    @Override
    public int events() {
        return Flags.EPOLLIN;
    }

    @Override
    public boolean happened() {
        try {
            return kernel.descriptors().read(counter, ByteBuffer.allocateDirect(8)) > 0;
        } catch (LinuxException e) {
            if (e.is(Errno.EAGAIN)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        counter.close();
    }
}
