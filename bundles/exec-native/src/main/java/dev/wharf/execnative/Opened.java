package dev.wharf.execnative;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a launch opens. Descriptors that are lent to the monitor are closed in this process in any case; what is held for
 * the task is closed unless the launch succeeds. Belongs to one thread.
 */
final class Opened implements AutoCloseable {
    private final Kernel kernel;
    private final List<Fd> lent = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();

    Opened(Kernel kernel) {
        this.kernel = kernel;
    }

    Fd lend(Fd fd) {
        lent.add(fd);
        return fd;
    }

    Fd lend(String path, int flags) {
        return lend(kernel.files().open(path, flags, 0));
    }

    Fd lendReadable(String path) {
        return lend(path, Flags.O_RDONLY);
    }

    Fd lendFolder(Path path) {
        return lend(path.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY);
    }

    Fd hold(Fd fd) {
        held.add(fd::close);
        return fd;
    }

    /** What is undone, in reverse order, unless the launch succeeds. */
    void undo(Runnable undo) {
        held.add(undo);
    }

    /** The launch has succeeded. */
    void keep() {
        held.clear();
    }

    @Override
    public void close() {
        lent.forEach(Fd::close);
        for (int i = held.size() - 1; i >= 0; i--) {
            held.get(i).run();
        }
        held.clear();
    }
}
