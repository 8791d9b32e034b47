package dev.wharf.graphdriver.vfs;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.nio.ByteBuffer;

/** Copies the content of files. Blocks of zeros become holes, so that a sparse file stays one. For one thread. */
final class ContentCopy {
    private static final int BLOCK = 128 * 1024;
    private static final int PRIVATE = 0600;

    private final FileCalls files;
    private final DescriptorCalls descriptors;
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK);

    ContentCopy(Kernel kernel) {
        this.files = kernel.files();
        this.descriptors = kernel.descriptors();
    }

    /** Makes a file with the content of another one. */
    void copy(Place source, Place target, long size) {
        int read = Flags.O_RDONLY | Flags.O_NOFOLLOW;
        int create = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_NOFOLLOW;
        try (Fd from = files.openIn(source.folder(), source.name(), read, 0);
                Fd to = files.openIn(target.folder(), target.name(), create, PRIVATE)) {
            descriptors.truncate(to, size);
            long offset = 0;
            for (int count = fill(from, offset); count > 0; count = fill(from, offset)) {
                writeUnlessZero(to, offset);
                offset += count;
            }
        }
    }

    private int fill(Fd from, long offset) {
        if (Thread.currentThread().isInterrupted()) {
            throw new DriverException(Kind.CANCELLED, "copying was interrupted");
        }
        block.clear();
        int count = descriptors.pread(from, block, offset);
        block.flip();
        return count;
    }

    private void writeUnlessZero(Fd to, long offset) {
        zeros.clear().limit(block.limit());
        if (block.equals(zeros)) {
            return;
        }
        while (block.hasRemaining()) {
            descriptors.pwrite(to, block, offset + block.position());
        }
    }
}
