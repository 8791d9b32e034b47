package dev.wharf.execnative.cgroup;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.nio.file.Path;
import java.util.Optional;

/** The second version marks a file of counters as changed; poll(2) tells by POLLPRI, until it is read again. */
final class SecondOutOfMemoryEvents implements OutOfMemoryEvents {
    private final ControlFile files;
    private final Fd file;
    private final String counter;
    private long last;

    /**
     * Opens a file of counters.
     *
     * @param file such as {@code memory.events}
     * @param counter such as {@code oom_kill}
     */
    SecondOutOfMemoryEvents(Kernel kernel, ControlFile files, Path file, String counter) {
        this.files = files;
        this.file = kernel.files().open(file.toString(), Flags.O_RDONLY, 0);
        this.counter = counter;
        this.last = count();
    }

    private long count() {
        try {
            return Counters.byName(Optional.of(files.readAll(file))).getOrDefault(counter, 0L);
        } catch (LinuxException e) {
            if (e.is(Errno.ENODEV)) {
                return last; // the group was removed
            }
            throw e;
        }
    }

    @Override
    public Fd descriptor() {
        return file;
    }

    @Override
    public int events() {
        return Flags.EPOLLPRI;
    }

    @Override
    public boolean happened() {
        long before = last;
        last = count();
        return last > before;
    }

    @Override
    public void close() {
        file.close();
    }
}
