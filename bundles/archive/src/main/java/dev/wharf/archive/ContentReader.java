package dev.wharf.archive;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Reads contents back from the files of an unpacked layer. For one thread. */
final class ContentReader {
    static final int BUFFER = 256 * 1024;

    /** A pipe or a device in the place of a file must neither block nor act. */
    private static final int FLAGS = Flags.O_RDONLY | Flags.O_NOFOLLOW | Flags.O_NONBLOCK;

    private static final Set<Integer> NOT_THERE =
            Set.of(Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP, Errno.ENXIO, Errno.ENODEV);

    private final FileCalls files;
    private final DescriptorCalls descriptors;
    private final Fd root;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] bytes = new byte[BUFFER];

    /** Reads in a folder, whose descriptor stays open. */
    ContentReader(Kernel kernel, Fd root) {
        this.files = kernel.files();
        this.descriptors = kernel.descriptors();
        this.root = root;
    }

    /**
     * Gives the data of a file.
     *
     * @throws ArchiveException when it is not there, is no regular file or has another size
     */
    void read(FileContent content, TarRecord to) {
        try (Fd file = open(content.path())) {
            FileStatus status = files.stat(file, "").orElseThrow();
            if (!status.isFile() || status.size() != content.size()) {
                throw lost(content.path(), "it is another one");
            }
            for (DataRun run : content.runs()) {
                read(content, run, file, to);
            }
        }
    }

    private Fd open(String path) {
        try {
            return files.openIn(root, path, FLAGS, 0);
        } catch (LinuxException e) {
            if (NOT_THERE.contains(e.errno())) {
                throw new ArchiveException("cannot rebuild the layer: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private void read(FileContent content, DataRun run, Fd file, TarRecord to) {
        for (long offset = run.offset(); offset < run.end(); ) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("rebuilding was interrupted");
            }
            buffer.clear().limit((int) Math.min(BUFFER, run.end() - offset));
            int read = descriptors.pread(file, buffer, offset);
            if (read == 0) {
                throw lost(content.path(), "it became shorter");
            }
            buffer.flip().get(bytes, 0, read);
            to.bytes(bytes, 0, read);
            offset += read;
        }
    }

    private static ArchiveException lost(String path, String why) {
        return new ArchiveException("cannot rebuild the layer: file \"" + path + "\": " + why);
    }
}
