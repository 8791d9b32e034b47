package dev.wharf.archive.pack;

import static java.util.Objects.requireNonNull;

import dev.wharf.archive.ArchiveEntries;
import dev.wharf.archive.ArchiveEntry;
import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.Compression;
import dev.wharf.archive.FolderTarget;
import dev.wharf.archive.UnpackLimits;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Unpacks tars into folders that somebody else uses meanwhile, such as those of a running container. Every path is resolved
 * by the kernel inside of the root: a link to {@code /etc} means that of the container. Whiteouts are files like others.
 * Thread-safe.
 */
public final class TreeUnpacker {
    private final Kernel kernel;

    /** Unpacks through a kernel. */
    public TreeUnpacker(Kernel kernel) {
        this.kernel = requireNonNull(kernel, "kernel");
    }

    /**
     * Unpacks a tar. The rules are those of Docker 1.9.1, pkg/archive/archive.go, Unpack: folders of the tar and the tree
     * become one, everything else is replaced; the folder itself keeps its owner, mode and time. When it fails, what was
     * unpacked until then stays.
     *
     * @param tar compressed in any way that {@link Compression} knows, or not; read to its end, not closed
     * @param folder inside the root; links on the way to it and in it are followed there. Empty for the root itself
     * @param keepKinds whether to refuse to replace a folder by something else, and the other way round
     * @throws ArchiveException BROKEN when the tar is broken or tries to leave the folder, TOO_LARGE, OTHER_KIND,
     *     READ_ONLY
     * @throws dev.wharf.linux.LinuxException when the folder is not there or is none, and when the file system refuses, for
     *     instance ENOSPC
     * @throws java.util.concurrent.CancellationException when the thread is interrupted; it stays so
     */
    public void unpack(InputStream tar, Fd root, String folder, boolean keepKinds, UnpackLimits limits) {
        try (FolderTarget target = FolderTarget.in(kernel, root, folder, keepKinds);
                InputStream plain = Compression.decompressed(new BorrowedStream(tar))) {
            var bounded = new BoundedStream(plain, limits);
            var entries = new ArchiveEntries(bounded);
            for (Optional<ArchiveEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                target.apply(entry.get(), entries);
            }
            target.finish();
            bounded.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new ArchiveException("invalid tar: " + e.getMessage(), e);
        }
    }
}
