package dev.wharf.engine.volume;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.FolderWalk;
import dev.wharf.linux.Kernel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Copies a tree with all that it has: modes, owners, times, extended attributes, symbolic and hard links, devices, holes.
 * For one copy by one thread.
 */
final class TreeCopy {
    private static final int PRIVATE = 0700;
    private static final long MOST_REMEMBERED_BYTES = 64L * 1024 * 1024;
    private static final int BYTES_PER_NAME = 250;

    private final FileCalls files;
    private final FileCopy content;
    private final AttributeCopy attributes;
    private final Fd from;
    private final Fd to;

    /** Where the first name of a file with several names was copied to, by inode. */
    private final Map<Long, String> linked = new HashMap<>();

    /** Folders whose times are set at the end, since each entry that is made in them changes them. */
    private final Map<String, FileStatus> copiedFolders = new LinkedHashMap<>();

    private long rememberedBytes;

    private TreeCopy(Kernel kernel, Fd from, Fd to) {
        this.files = kernel.files();
        this.content = new FileCopy(kernel);
        this.attributes = new AttributeCopy(kernel.files().attributes());
        this.from = from;
        this.to = to;
    }

    /**
     * Copies what is in a folder, and the attributes of the folder itself, to an empty folder.
     *
     * @throws dev.wharf.linux.LinuxException when something cannot be read or written
     * @throws EngineException Unavailable when the thread is interrupted; it stays so
     */
    static void copy(Kernel kernel, Fd from, Fd to) {
        new TreeCopy(kernel, from, to).run();
    }

    private void run() {
        FileStatus root = files.stat(from, "").orElseThrow();
        attributes.copy(new Place(from, ""), new Place(to, ""), root);
        FolderWalk.walk(files, from, this::copyFolder);
        copiedFolders.forEach(this::setTime);
        attributes.setTime(new Place(to, ""), root);
    }

    private void copyFolder(String path, Fd source, Map<String, FileStatus> entries) {
        try (Fd target = FolderWalk.open(files, to, path)) {
            entries.forEach((name, status) -> {
                stopIfInterrupted();
                copyEntry(new Place(source, name), new Place(target, name), status, join(path, name));
            });
        }
    }

    private void copyEntry(Place source, Place target, FileStatus status, String path) {
        Optional<String> firstName = Optional.ofNullable(linked.get(status.inode()));
        if (firstName.isPresent()) {
            link(firstName.get(), target);
        } else if (status.isFolder()) {
            copyFolderItself(source, target, status, path);
        } else {
            make(source, target, status);
            attributes.copy(source, target, status);
            attributes.setTime(target, status);
            if (status.links() > 1) {
                remember(path);
                linked.put(status.inode(), path);
            }
        }
    }

    private void copyFolderItself(Place source, Place target, FileStatus status, String path) {
        files.mkdir(target.folder(), target.name(), PRIVATE);
        attributes.copy(source, target, status);
        remember(path);
        copiedFolders.put(path, status);
    }

    /** An image must not be able to fill our memory. */
    private void remember(String path) {
        rememberedBytes += path.length() + BYTES_PER_NAME;
        if (rememberedBytes > MOST_REMEMBERED_BYTES) {
            throw new EngineException.Internal("too many folders and hard links to copy");
        }
    }

    private void make(Place source, Place target, FileStatus status) {
        switch (status.type()) {
            case Flags.S_IFREG -> content.copy(source, target, status.size());
            case Flags.S_IFLNK -> {
                String link = files.readlink(source.folder(), source.name());
                files.symlink(link, target.folder(), target.name());
            }
            default -> files.mknod(target.folder(), target.name(), status.mode(), status.rdev());
        }
    }

    private void link(String firstPath, Place target) {
        try (Fd folder = FolderWalk.open(files, to, folderName(firstPath))) {
            files.link(folder, baseName(firstPath), target.folder(), target.name());
        }
    }

    private void setTime(String path, FileStatus status) {
        try (Fd folder = FolderWalk.open(files, to, path)) {
            attributes.setTime(new Place(folder, ""), status);
        }
    }

    private static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new EngineException.Unavailable("copying was interrupted");
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    private static String folderName(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
