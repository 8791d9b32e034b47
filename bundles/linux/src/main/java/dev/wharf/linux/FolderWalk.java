package dev.wharf.linux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Visits the folders of a tree one by one, while others may be changing it. Needs little memory for a folder of any size,
 * and gives up on trees that were made to exhaust it.
 */
public final class FolderWalk {
    private static final int FOLDER = Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW;

    /** Paths are opened in steps of so many characters, as the kernel takes only 4096 bytes at once. */
    private static final int STEP = 1000;

    private static final int LONGEST_PATH = 64 * 1024;
    private static final long MOST_PENDING_BYTES = 32L * 1024 * 1024;
    private static final int BYTES_PER_PATH = 64;

    private final FileCalls files;
    private final Fd root;
    private final Visitor visitor;
    private final Deque<String> pending = new ArrayDeque<>();
    private long pendingBytes;

    private FolderWalk(FileCalls files, Fd root, Visitor visitor) {
        this.files = files;
        this.root = root;
        this.visitor = visitor;
    }

    /** Learns what a folder holds. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Visits a part of a folder, after the folder that it lies in. A large folder is visited several times.
         *
         * @param path from the root of the tree; empty for the root
         * @param folder closed after the visit
         * @param entries status by name, in the order of the file system
         */
        void visit(String path, Fd folder, Map<String, FileStatus> entries);
    }

    /**
     * Visits the folder and all folders below it, without following symbolic links. What vanishes meanwhile is passed over.
     *
     * @throws LinuxException when a folder cannot be read; ENAMETOOLONG and ENOMEM when the tree is too deep or too wide
     */
    public static void walk(FileCalls files, Fd root, Visitor visitor) {
        var walk = new FolderWalk(files, root, visitor);
        walk.add("");
        while (!walk.pending.isEmpty()) {
            walk.visitNext();
        }
    }

    private void visitNext() {
        String path = pending.pop();
        pendingBytes -= path.length() + BYTES_PER_PATH;
        Optional<Fd> opened = openIfThere(files, root, path);
        if (opened.isPresent()) {
            try (Fd folder = opened.get()) {
                files.list(folder, names -> visit(path, folder, names));
            }
        }
    }

    private void visit(String path, Fd folder, List<String> names) {
        Map<String, FileStatus> entries = new LinkedHashMap<>();
        for (String name : names) {
            files.stat(folder, name).ifPresent(status -> entries.put(name, status));
        }
        visitor.visit(path, folder, entries);
        entries.forEach((name, status) -> {
            if (status.isFolder()) {
                add(path.isEmpty() ? name : path + "/" + name);
            }
        });
    }

    private void add(String path) {
        pendingBytes += path.length() + BYTES_PER_PATH;
        if (path.length() > LONGEST_PATH) {
            throw new LinuxException(Errno.ENAMETOOLONG, "walk through a tree");
        }
        if (pendingBytes > MOST_PENDING_BYTES) {
            throw new LinuxException(Errno.ENOMEM, "walk through a tree");
        }
        pending.push(path);
    }

    /**
     * Opens a folder below another for reading, however long its path is. Never leaves the tree, and does not follow a
     * symbolic link in the last element.
     */
    public static Fd open(FileCalls files, Fd root, String path) {
        if (path.length() <= STEP) {
            return files.openIn(root, path, FOLDER, 0);
        }
        int end = path.lastIndexOf('/', STEP);
        try (Fd nearer = files.openIn(root, path.substring(0, end), FOLDER, 0)) {
            return open(files, nearer, path.substring(end + 1));
        }
    }

    /** As {@link #open}, or empty where no folder is. */
    public static Optional<Fd> openIfThere(FileCalls files, Fd root, String path) {
        try {
            return Optional.of(open(files, root, path));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
