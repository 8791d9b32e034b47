package dev.wharf.spi.testkit.graph;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.FolderWalk;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Copies small trees with all that they have. Does without {@code cp -a}, as starting programs takes long. */
final class PlainCopy {
    private final Kernel kernel = Linux.kernel();
    private final FileCalls files = kernel.files();
    private final Map<String, FileStatus> folders = new HashMap<>();
    private final Map<Long, String> linked = new HashMap<>();
    private final Fd from;
    private final Fd to;

    private PlainCopy(Fd from, Fd to) {
        this.from = from;
        this.to = to;
    }

    static void copy(Path from, Path to) {
        FileCalls files = Linux.kernel().files();
        try (Fd source = files.open(from.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0);
                Fd target = files.open(to.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0)) {
            new PlainCopy(source, target).run();
        }
    }

    private void run() {
        attributes("", files.stat(from, "").orElseThrow());
        folders.put("", files.stat(from, "").orElseThrow());
        FolderWalk.walk(
                files,
                from,
                (path, folder, entries) -> entries.forEach(
                        (name, status) -> copyEntry(path.isEmpty() ? name : path + "/" + name, status)));
        folders.forEach(this::date);
    }

    private void copyEntry(String path, FileStatus status) {
        if (linked.containsKey(status.inode())) {
            files.link(to, linked.getOrDefault(status.inode(), path), to, path);
            return;
        }
        make(path, status);
        attributes(path, status);
        date(path, status);
        if (status.isFolder()) {
            folders.put(path, status);
        } else if (status.links() > 1) {
            linked.put(status.inode(), path);
        }
    }

    private void make(String path, FileStatus status) {
        switch (status.type()) {
            case Flags.S_IFDIR -> files.mkdir(to, path, 0700);
            case Flags.S_IFLNK -> files.symlink(files.readlink(from, path), to, path);
            case Flags.S_IFREG -> copyContent(path, status.size());
            default -> files.mknod(to, path, status.mode(), status.rdev());
        }
    }

    private void copyContent(String path, long size) {
        if (size == 0) {
            files.openIn(to, path, Flags.O_WRONLY | Flags.O_CREAT, 0600).close();
            return;
        }
        try (Fd source = files.openIn(from, path, Flags.O_RDONLY, 0);
                Fd target = files.openIn(to, path, Flags.O_WRONLY | Flags.O_CREAT, 0600)) {
            kernel.descriptors().truncate(target, size);
            long at = data(source, 0, size);
            while (at < size) {
                long end = kernel.descriptors().seek(source, at, Flags.SEEK_HOLE);
                kernel.descriptors().copyRange(source, at, target, at, end - at);
                at = data(source, end, size);
            }
        }
    }

    private long data(Fd source, long at, long size) {
        try {
            return at < size ? kernel.descriptors().seek(source, at, Flags.SEEK_DATA) : size;
        } catch (LinuxException e) {
            if (e.is(Errno.ENXIO)) {
                return size;
            }
            throw e;
        }
    }

    private void attributes(String path, FileStatus status) {
        var calls = files.attributes();
        calls.chown(to, path, status.uid(), status.gid());
        calls.listXattr(from, path).forEach(name -> calls.getXattr(from, path, name)
                .ifPresent(value -> calls.setXattr(to, path, name, value)));
        if (!status.isLink()) {
            calls.chmod(to, path, status.permissions());
        }
    }

    private void date(String path, FileStatus status) {
        Instant time = status.modified();
        long seconds = time.getEpochSecond();
        files.attributes().utimens(to, path, seconds, time.getNano(), seconds, time.getNano());
    }
}
