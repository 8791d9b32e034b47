package dev.wharf.archive.pack;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FolderWalk;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Packs what a folder holds, folder by folder, in little memory however large they are. For one thread. */
final class TreeWalk implements AutoCloseable {
    private static final int LONGEST_PATH = 64 * 1024;
    private static final long MOST_PENDING_BYTES = 32L * 1024 * 1024;
    private static final int BYTES_PER_PATH = 64;

    private final FileCalls files;
    private final EntryPacker entries;
    private final String prefix;
    private final ReadAhead ahead;
    private final Deque<String> pending = new ArrayDeque<>();
    private long pendingBytes;

    TreeWalk(FileCalls files, ReadAhead.Reading reading, EntryPacker entries, String prefix) {
        this.files = files;
        this.ahead = new ReadAhead(reading);
        this.entries = entries;
        this.prefix = prefix;
    }

    /**
     * Packs all below a folder.
     *
     * @throws LinuxException ENAMETOOLONG and ENOMEM when the tree is too deep or too wide
     */
    void walk(Fd top) throws IOException {
        add(List.of(""));
        while (!pending.isEmpty()) {
            String path = pending.pop();
            pendingBytes -= path.length() + BYTES_PER_PATH;
            Optional<Fd> opened = FolderWalk.openIfThere(files, top, path);
            if (opened.isPresent()) {
                try (Fd folder = opened.get()) {
                    add(packFolder(path, folder));
                }
            }
        }
    }

    /** Packs part after part of a folder, each by name; returns the folders therein. */
    private List<String> packFolder(String path, Fd folder) throws IOException {
        List<String> folders = new ArrayList<>();
        try {
            files.list(folder, names -> {
                List<String> sorted = new ArrayList<>(names);
                Collections.sort(sorted);
                packPart(path, folder, sorted, folders);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return folders;
    }

    private void packPart(String path, Fd folder, List<String> names, List<String> folders) {
        try {
            ahead.each(folder, names, (name, entry) -> {
                String below = TreePaths.join(path, name);
                entries.pack(TreePaths.join(prefix, below), entry);
                if (entry.status().isFolder() && !entry.isMount()) {
                    folders.add(below);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first of them is next. */
    private void add(List<String> paths) {
        for (int i = paths.size() - 1; i >= 0; i--) {
            String path = paths.get(i);
            pendingBytes += path.length() + BYTES_PER_PATH;
            if (path.length() > LONGEST_PATH) {
                throw new LinuxException(Errno.ENAMETOOLONG, "walk through a tree");
            }
            if (pendingBytes > MOST_PENDING_BYTES) {
                throw new LinuxException(Errno.ENOMEM, "walk through a tree");
            }
            pending.push(path);
        }
    }

    @Override
    public void close() {
        ahead.close();
    }
}
