package dev.wharf.archive.pack;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Packs a file, a folder or a whole root. Every path is resolved by the kernel inside of the root, so that a container that
 * swaps links and folders meanwhile shows us nothing but its own files; what vanishes is left out. An entry always has the
 * length that its head tells: a file that grows is cut, one that shrinks is filled up with zeros. Thread-safe.
 */
public final class TreePacker {
    private static final int FOLDER = Flags.O_PATH | Flags.O_DIRECTORY;

    private final Kernel kernel;
    private final Scope scope;

    /** Packs through a kernel, with all that is mounted in a tree. */
    public TreePacker(Kernel kernel) {
        this(kernel, Scope.ALL);
    }

    /** Packs through a kernel, with a choice of what is mounted in a tree. */
    public TreePacker(Kernel kernel, Scope scope) {
        this.kernel = requireNonNull(kernel, "kernel");
        this.scope = requireNonNull(scope, "scope");
    }

    /** What belongs to a tree. */
    public enum Scope {
        /** All that is seen in it. */
        ALL,
        /** What is not mounted over it: of a mount point only a folder is packed, and without what it holds. */
        ONE_FILE_SYSTEM
    }

    /**
     * Writes a tar of what lies at a path. Symbolic links on the way to it are followed inside of the root; the path itself
     * is not.
     *
     * @param path inside the root; empty for the root itself
     * @param entryName name of the first entry, whatever the path's last name is; entries of a folder begin with it and a
     *     slash. With an empty one, a folder gives its entries alone, under their own names
     * @param tar is not closed
     * @throws IOException when the stream fails
     * @throws LinuxException ENOENT and the like when nothing is at the path, and when something cannot be read
     * @throws java.util.concurrent.CancellationException when the thread is interrupted; it stays so
     */
    public void pack(Fd root, String path, String entryName, OutputStream tar) throws IOException {
        var out = new TarOutput(kernel.descriptors(), tar);
        var reader = new EntryReader(kernel);
        var entries = new EntryPacker(reader, out, EntryPacker.Times.SECONDS);
        FileCalls files = kernel.files();
        String base = TreePaths.base(path);
        try (Fd parent = files.openIn(root, TreePaths.folder(path), FOLDER, 0)) {
            FileStatus status =
                    files.stat(parent, base).orElseThrow(() -> new LinuxException(Errno.ENOENT, "stat /" + path));
            boolean isFolder = entryName.isEmpty() ? status.isFolder() : entries.pack(entryName, parent, base);
            if (isFolder) {
                ReadAhead.Reading reading = scope == Scope.ALL ? reader::read : reader::readInMount;
                try (var walk = new TreeWalk(files, reading, entries, entryName)) {
                    packFolder(parent, base, walk);
                }
            }
        }
        out.end();
    }

    private void packFolder(Fd parent, String base, TreeWalk walk) throws IOException {
        int flags = FOLDER | Flags.O_NOFOLLOW;
        try (Fd top = kernel.files().openIn(parent, base, flags, 0)) {
            walk.walk(top);
        }
    }
}
