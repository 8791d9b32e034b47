package dev.wharf.archive.pack;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FolderEntry;
import dev.wharf.linux.FolderWalk;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Walks through a tree and tells what changed: all that lies in a folder by name, and after it the folders therein. What
 * vanishes meanwhile is passed over. For one thread.
 */
abstract class ChangeWalk {
    private static final int LONGEST_PATH = 64 * 1024;
    private static final long MOST_PENDING_BYTES = 64L * 1024 * 1024;
    private static final int BYTES_PER_FOLDER = 160;

    final FileCalls files;
    final ChangeVisitor visitor;
    private final Fd root;
    private final Deque<ChangedFolder> pending = new ArrayDeque<>();
    private long pendingBytes;

    ChangeWalk(FileCalls files, Fd root, ChangeVisitor visitor) {
        this.files = files;
        this.root = root;
        this.visitor = visitor;
    }

    /**
     * Walks through a tree.
     *
     * @throws LinuxException ENAMETOOLONG and ENOMEM when it is too deep or too wide
     * @throws dev.wharf.archive.ArchiveException UNSUPPORTED when what is below cannot be told
     */
    static void walk(Kernel kernel, ChangedTree tree, ChangeVisitor visitor) throws IOException {
        FileCalls files = kernel.files();
        try (Fd root = LowerLayers.openRoot(files, tree.folder());
                LowerLayers below = LowerLayers.of(files, tree)) {
            ChangeWalk walk = LayerStyle.of(tree.whiteouts(), files)
                    .<ChangeWalk>map(style -> new UpperWalk(files, root, visitor, below))
                    .orElseGet(() -> new ComparedWalk(files, root, visitor, below));
            walk.run(ChangedFolder.root(below.all()));
        }
    }

    private void run(ChangedFolder top) throws IOException {
        add(List.of(top));
        while (!pending.isEmpty()) {
            ChangedFolder next = pending.pop();
            pendingBytes -= next.path().length() + BYTES_PER_FOLDER;
            Optional<Fd> opened = FolderWalk.openIfThere(files, root, next.path());
            if (opened.isPresent()) {
                try (Fd folder = opened.get()) {
                    add(visit(next, folder));
                }
            }
        }
    }

    /** Tells what changed in a folder; returns the folders therein, by name. */
    abstract List<ChangedFolder> visit(ChangedFolder folder, Fd opened) throws IOException;

    /** What a folder holds, by name. */
    final List<FolderEntry> sorted(Fd folder) {
        List<FolderEntry> entries = files.entries(folder);
        entries.sort(Comparator.comparing(FolderEntry::name));
        return entries;
    }

    /** Asks the file itself where the folder does not know. */
    final boolean isFolder(Fd folder, FolderEntry entry) {
        return entry.type() == 0
                ? files.stat(folder, entry.name()).filter(FileStatus::isFolder).isPresent()
                : entry.isFolder();
    }

    /** The first of them is visited next. */
    private void add(List<ChangedFolder> folders) {
        for (int i = folders.size() - 1; i >= 0; i--) {
            ChangedFolder each = folders.get(i);
            pendingBytes += each.path().length() + BYTES_PER_FOLDER;
            if (each.path().length() > LONGEST_PATH) {
                throw new LinuxException(Errno.ENAMETOOLONG, "walk through a tree");
            }
            if (pendingBytes > MOST_PENDING_BYTES) {
                throw new LinuxException(Errno.ENOMEM, "walk through a tree");
            }
            pending.push(each);
        }
    }
}
