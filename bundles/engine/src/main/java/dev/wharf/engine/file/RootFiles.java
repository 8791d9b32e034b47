package dev.wharf.engine.file;

import dev.wharf.engine.api.container.PathStatus;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Looks into the root of a container while its processes may be changing it. Nothing outside of the root is reached. */
final class RootFiles {
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;
    /** MAXSYMLINKS of the kernel. */
    private static final int MOST_LINKS = 40;

    private final FileCalls files;
    private final Fd root;

    RootFiles(FileCalls files, Fd root) {
        this.files = files;
        this.root = root;
    }

    /**
     * What a path is. A symbolic link is not followed, unless the client says that it is a folder.
     *
     * @throws LinuxException when there is nothing
     */
    PathStatus status(AskedPath asked) {
        FileStatus status = asked.isFolder() ? folderStatus(asked.path()) : entryStatus(asked.path());
        String target = status.isLink() ? resolved(asked.path()) : "";
        return new PathStatus(asked.name(), status.size(), status.mode(), status.modified(), target);
    }

    /** The path without links, even where nothing is. Whoever changes links meanwhile is told a path of before or after. */
    String resolved(String path) {
        Deque<String> rest = new ArrayDeque<>(AskedPath.words(path));
        String done = "";
        int links = 0;
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (name.equals("..")) {
                done = done.isEmpty() ? "" : done.substring(0, done.lastIndexOf('/'));
            } else if (!name.equals(".")) {
                Optional<String> link = link(done, name);
                if (link.isEmpty()) {
                    done += "/" + name;
                } else if (++links > MOST_LINKS) {
                    throw new LinuxException(Errno.ELOOP, "follow " + path);
                } else {
                    done = link.get().startsWith("/") ? "" : done;
                    pushAll(rest, AskedPath.words(link.get()));
                }
            }
        }
        return done.isEmpty() ? "/" : done;
    }

    /** Opens a folder, to see whether it is one. */
    Fd folder(String path) {
        return files.openIn(root, path, FOLDER, 0);
    }

    private FileStatus folderStatus(String path) {
        try (Fd folder = folder(path)) {
            return files.stat(folder, "").orElseThrow(() -> new LinuxException(Errno.ENOENT, "stat " + path));
        }
    }

    private FileStatus entryStatus(String path) {
        try (Fd parent = folder(AskedPath.parent(path))) {
            return files.stat(parent, AskedPath.last(path))
                    .orElseThrow(() -> new LinuxException(Errno.ENOENT, "stat " + path));
        }
    }

    /** Where a link leads; empty for all else, and where nothing is. */
    private Optional<String> link(String folder, String name) {
        try (Fd parent = folder(folder.isEmpty() ? "/" : folder)) {
            return files.stat(parent, name).filter(FileStatus::isLink).map(status -> files.readlink(parent, name));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.EINVAL)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void pushAll(Deque<String> rest, List<String> words) {
        for (int i = words.size() - 1; i >= 0; i--) {
            rest.push(words.get(i));
        }
    }
}
