package dev.wharf.snapshots;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FolderWalk;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.Usage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts what lies in a folder. A file with several names counts once, and a folder has no bytes, as in Docker. Names
 * that nobody counts are left out, with all that is below them.
 */
final class DiskUsage {
    /** So many linked files are remembered; of more than that, each name counts. */
    private static final int MOST_LINKED = 100_000;

    private final Set<String> leftOut;
    private final Set<Long> counted = new HashSet<>();
    private long bytes;
    private long inodes;

    private DiskUsage(Set<String> leftOut) {
        this.leftOut = leftOut;
    }

    /**
     * Counts apparent bytes, and inodes without that of the folder itself.
     *
     * @param leftOut names in the folder itself
     * @throws DriverException CANCELLED when the thread is interrupted; it stays so
     */
    static Usage of(FileCalls files, Fd folder, Set<String> leftOut) {
        var usage = new DiskUsage(leftOut);
        FolderWalk.walk(files, folder, (path, each, entries) -> usage.count(path, entries));
        return new Usage(usage.bytes, usage.inodes);
    }

    private void count(String path, Map<String, FileStatus> entries) {
        if (Thread.currentThread().isInterrupted()) {
            throw new DriverException(Kind.CANCELLED, "counting the disk usage was interrupted");
        }
        if (path.isEmpty()) {
            entries.forEach(this::countUnlessLeftOut);
        } else if (!leftOut.contains(first(path))) {
            entries.values().forEach(this::count);
        }
    }

    private void countUnlessLeftOut(String name, FileStatus each) {
        if (!leftOut.contains(name)) {
            count(each);
        }
    }

    private void count(FileStatus each) {
        if (each.isFolder() || each.links() == 1 || isNew(each.inode())) {
            inodes++;
            bytes += each.isFile() || each.isLink() ? each.size() : 0;
        }
    }

    private static String first(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    private boolean isNew(long inode) {
        return counted.size() < MOST_LINKED ? counted.add(inode) : !counted.contains(inode);
    }
}
