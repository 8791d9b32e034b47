package dev.wharf.graphdriver.vfs;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;

/**
 * Deletes what nobody needs any more, in the background. What cannot be deleted, such as a tree on which somebody has mounted
 * something, is tried again with the next deletion, and when the driver is opened again. Thread-safe.
 */
final class Disposal {
    private final FileCalls files;
    private final DriverContext context;
    private final Logger log;
    private final Path folder;
    private final Queue<String> doomed = new ConcurrentLinkedQueue<>();

    /** Of what lies in a folder. */
    Disposal(FileCalls files, DriverContext context, Logger log, Path folder) {
        this.files = files;
        this.context = context;
        this.log = log;
        this.folder = folder;
    }

    /** Deletes an entry of the folder some time. */
    void delete(String name) {
        doomed.add(name);
        try {
            context.executor().execute(this::deleteAll);
        } catch (RejectedExecutionException e) {
            log.debug("{} is deleted when the driver is opened again", name, e);
        }
    }

    /** Opens a descriptor of its own, since that of the driver may be closed by the time. */
    private void deleteAll() {
        List<String> kept = new ArrayList<>();
        try (Fd open = files.open(folder.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            for (String name = doomed.poll(); name != null; name = doomed.poll()) {
                if (!isDeleted(open, name)) {
                    kept.add(name);
                }
            }
        } catch (LinuxException e) {
            log.warn("nothing can be deleted in {} now", folder, e);
        }
        doomed.addAll(kept);
    }

    private boolean isDeleted(Fd open, String name) {
        try {
            FileTree.remove(files, open, name);
            return true;
        } catch (LinuxException e) {
            log.warn("cannot delete {} in {} now", name, folder, e);
            return false;
        }
    }
}
