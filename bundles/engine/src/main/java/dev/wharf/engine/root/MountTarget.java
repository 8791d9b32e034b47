package dev.wharf.engine.root;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.util.Optional;

/** Finds the place of a mount inside a root, whatever links lie in the way, and makes it where there is none. */
final class MountTarget {
    private static final int FOLDER_MODE = 0755;
    private static final int FILE_MODE = 0755; // as Docker 1.9.1, pkg/fileutils, CreateIfNotExists

    private final FileCalls files;
    private final Fd root;

    MountTarget(FileCalls files, Fd root) {
        this.files = files;
        this.root = root;
    }

    /**
     * Opens the place. The descriptor leads to what is there at present, also below the topmost mount of a later time.
     *
     * @param path absolute in the root, cleaned
     * @param isFolder what to make when nothing is there
     */
    Fd open(String path, boolean isFolder) {
        return find(path).orElseGet(() -> isFolder ? folder(path) : file(path));
    }

    private Optional<Fd> find(String path) {
        try {
            return Optional.of(files.openIn(root, path, Flags.O_PATH, 0));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Fd folder(String path) {
        Optional<Fd> there = find(path);
        if (there.isPresent()) {
            return there.get();
        }
        try (Fd parent = folder(parent(path))) {
            files.mkdir(parent, name(path), FOLDER_MODE);
        }
        return files.openIn(root, path, Flags.O_PATH | Flags.O_DIRECTORY, 0);
    }

    private Fd file(String path) {
        try (Fd parent = folder(parent(path))) {
            int flags = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_NOFOLLOW;
            files.openIn(parent, name(path), flags, FILE_MODE).close();
        }
        return files.openIn(root, path, Flags.O_PATH, 0);
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
