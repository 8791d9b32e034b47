package dev.wharf.engine.volume;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Copies the content of files in the cheapest way that the file system has: it shares the blocks until one side writes them
 * (btrfs, xfs), or copies inside of the kernel, or through this process. What failed once is not tried again. Holes stay
 * holes. For one thread.
 */
final class FileCopy {
    /** Between two looks at the interruption of the thread. */
    private static final long CHUNK = 8L * 1024 * 1024;

    private static final int BLOCK = 128 * 1024;
    private static final int PRIVATE = 0600;
    private static final Set<Integer> NOT_HERE =
            Set.of(Errno.EOPNOTSUPP, Errno.EINVAL, Errno.EXDEV, Errno.ENOSYS, Errno.ENOTTY);

    private final FileCalls files;
    private final DescriptorCalls descriptors;
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    private boolean canShare = true;
    private boolean canCopyInside = true;
    private boolean knowsHoles = true;

    FileCopy(Kernel kernel) {
        this.files = kernel.files();
        this.descriptors = kernel.descriptors();
    }

    /**
     * Makes a file with the content of another one.
     *
     * @throws EngineException Unavailable when the thread is interrupted; it stays so
     */
    void copy(Place source, Place target, long size) {
        int read = Flags.O_RDONLY | Flags.O_NOFOLLOW;
        int create = Flags.O_WRONLY | Flags.O_CREAT | Flags.O_EXCL | Flags.O_NOFOLLOW;
        try (Fd from = files.openIn(source.folder(), source.name(), read, 0);
                Fd to = files.openIn(target.folder(), target.name(), create, PRIVATE)) {
            if (size > 0 && !isShared(from, to)) {
                descriptors.truncate(to, size);
                copyContent(from, to, size);
            }
        }
    }

    private boolean isShared(Fd from, Fd to) {
        if (!canShare) {
            return false;
        }
        try {
            descriptors.share(from, to);
            return true;
        } catch (LinuxException e) {
            throwUnlessNotHere(e);
            canShare = false;
            return false;
        }
    }

    private void copyContent(Fd from, Fd to, long size) {
        long at = 0;
        while (at < size) {
            long start = next(from, at, Flags.SEEK_DATA, at, size);
            long end = next(from, start, Flags.SEEK_HOLE, size, size);
            copyRange(from, to, start, end);
            at = end;
        }
    }

    /** The next offset with content or without; the size behind the last content. */
    private long next(Fd from, long at, int whence, long otherwise, long size) {
        if (!knowsHoles || at >= size) {
            return Math.max(at, otherwise);
        }
        try {
            return Math.min(descriptors.seek(from, at, whence), size);
        } catch (LinuxException e) {
            if (e.is(Errno.ENXIO)) {
                return size;
            }
            throwUnlessNotHere(e);
            knowsHoles = false;
            return otherwise;
        }
    }

    private void copyRange(Fd from, Fd to, long start, long end) {
        long at = start;
        while (at < end) {
            stopIfInterrupted();
            long copied = copyChunk(from, to, at, Math.min(CHUNK, end - at));
            if (copied == 0) {
                return; // the file was cut off meanwhile
            }
            at += copied;
        }
    }

    private long copyChunk(Fd from, Fd to, long at, long length) {
        if (canCopyInside) {
            try {
                long copied = descriptors.copyRange(from, at, to, at, length);
                if (copied > 0) {
                    return copied;
                }
            } catch (LinuxException e) {
                throwUnlessNotHere(e);
            }
            canCopyInside = false; // some file systems say 0 where they mean that they cannot
        }
        return copyBlock(from, to, at, length);
    }

    private long copyBlock(Fd from, Fd to, long at, long length) {
        block.clear().limit((int) Math.min(BLOCK, length));
        int count = descriptors.pread(from, block, at);
        block.flip();
        while (block.hasRemaining()) {
            descriptors.pwrite(to, block, at + block.position());
        }
        return count;
    }

    private static void throwUnlessNotHere(LinuxException e) {
        if (!NOT_HERE.contains(e.errno())) {
            throw e;
        }
    }

    private static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new EngineException.Unavailable("copying was interrupted");
        }
    }
}
