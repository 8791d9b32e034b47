package dev.wharf.graphdriver.vfs;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FolderWalk;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Usage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Counts what a tree has that the tree below it has not. A file with several names counts once, and a folder has no bytes,
 * as in Docker.
 */
final class OwnUsage {
    /** So many linked files are remembered; of more than that, each name counts. */
    private static final int MOST_LINKED = 100_000;

    private final Set<Long> counted = new HashSet<>();
    private long bytes;
    private long inodes;

    private OwnUsage() {}

    /**
     * Counts all of a tree.
     *
     * @throws DriverException CANCELLED when the thread is interrupted; it stays so
     */
    static Usage of(FileCalls files, Fd root) {
        var usage = new OwnUsage();
        FolderWalk.walk(files, root, (path, folder, entries) -> entries.values().forEach(usage::count));
        return usage.result();
    }

    /**
     * Counts what differs from another tree.
     *
     * @throws DriverException CANCELLED when the thread is interrupted; it stays so
     */
    static Usage of(FileCalls files, Fd root, Fd below) {
        var usage = new OwnUsage();
        FolderWalk.walk(files, root, (path, folder, entries) -> {
            Optional<Fd> other = FolderWalk.openIfThere(files, below, path);
            try {
                entries.forEach((name, status) -> usage.countIfOther(status, other.flatMap(o -> files.stat(o, name))));
            } finally {
                other.ifPresent(Fd::close);
            }
        });
        return usage.result();
    }

    private void countIfOther(FileStatus status, Optional<FileStatus> below) {
        if (differs(status, below)) {
            count(status);
        }
    }

    /** A copy has all of these in common with what it was copied from. */
    private static boolean differs(FileStatus status, Optional<FileStatus> below) {
        return below.filter(other -> other.mode() == status.mode()
                        && other.uid() == status.uid()
                        && other.gid() == status.gid()
                        && other.rdev() == status.rdev()
                        && other.modified().equals(status.modified())
                        && (status.isFolder() || other.size() == status.size()))
                .isEmpty();
    }

    private void count(FileStatus status) {
        if (Thread.currentThread().isInterrupted()) {
            throw new DriverException(Kind.CANCELLED, "counting the disk usage was interrupted");
        }
        if (status.isFolder() || status.links() == 1 || isNew(status.inode())) {
            inodes++;
            bytes += status.isFile() || status.isLink() ? status.size() : 0;
        }
    }

    private boolean isNew(long inode) {
        return counted.size() < MOST_LINKED ? counted.add(inode) : !counted.contains(inode);
    }

    private Usage result() {
        return new Usage(bytes, inodes);
    }
}
