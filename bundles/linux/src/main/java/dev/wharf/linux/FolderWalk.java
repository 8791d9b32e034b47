package dev.wharf.linux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Visits the folders of a tree one by one, however deep it is, while others may be changing it. */
public final class FolderWalk {
    private static final int FOLDER = Flags.O_RDONLY | Flags.O_DIRECTORY | Flags.O_NOFOLLOW;

    /** Paths are opened in steps of so many characters, as the kernel takes only 4096 bytes at once. */
    private static final int STEP = 1000;

    private FolderWalk() {}

    /** Learns what a folder holds. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Visits a folder, after the folder that it lies in.
         *
         * @param path from the root of the tree; empty for the root
         * @param folder closed when the method returns
         * @param entries status by name, in the order of the file system
         */
        void visit(String path, Fd folder, Map<String, FileStatus> entries);
    }

    /**
     * Visits the folder and all folders below it, without following symbolic links. What vanishes meanwhile is passed over.
     *
     * @throws LinuxException when a folder cannot be read
     */
    public static void walk(FileCalls files, Fd root, Visitor visitor) {
        Deque<String> paths = new ArrayDeque<>();
        paths.push("");
        while (!paths.isEmpty()) {
            String path = paths.pop();
            Optional<Fd> opened = openIfThere(files, root, path);
            if (opened.isPresent()) {
                try (Fd folder = opened.get()) {
                    Map<String, FileStatus> entries = entries(files, folder);
                    visitor.visit(path, folder, entries);
                    pushFolders(paths, path, entries);
                }
            }
        }
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

    private static Map<String, FileStatus> entries(FileCalls files, Fd folder) {
        Map<String, FileStatus> entries = new LinkedHashMap<>();
        for (String name : files.list(folder)) {
            files.stat(folder, name).ifPresent(status -> entries.put(name, status));
        }
        return entries;
    }

    private static void pushFolders(Deque<String> paths, String path, Map<String, FileStatus> entries) {
        entries.forEach((name, status) -> {
            if (status.isFolder()) {
                paths.push(path.isEmpty() ? name : path + "/" + name);
            }
        });
    }
}
