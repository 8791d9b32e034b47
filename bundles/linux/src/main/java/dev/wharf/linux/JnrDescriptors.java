package dev.wharf.linux;

import static dev.wharf.linux.Numbers.*;

import java.nio.ByteBuffer;
import jnr.ffi.Pointer;

/** Descriptors through syscall(2). */
final class JnrDescriptors implements DescriptorCalls {
    private static final int O_CLOEXEC = 02000000;
    private static final int FICLONE = 0x40049409;
    private static final long FS_IOC_GETFLAGS = 0x80086601L;
    private static final long FS_IOC_SETFLAGS = 0x40086602L;
    private static final int SPLICE_F_MOVE = 1;
    private static final int SPLICE_F_NONBLOCK = 2;

    private final Syscalls syscalls;

    JnrDescriptors(Syscalls syscalls) {
        this.syscalls = syscalls;
    }

    @Override
    public int read(Fd fd, ByteBuffer buffer) {
        return advance(buffer, transfer("read", READ, fd, buffer, 0));
    }

    @Override
    public int write(Fd fd, ByteBuffer buffer) {
        return advance(buffer, transfer("write", WRITE, fd, buffer, 0));
    }

    @Override
    public int pread(Fd fd, ByteBuffer buffer, long offset) {
        return advance(buffer, transfer("pread", PREAD64, fd, buffer, offset));
    }

    @Override
    public int pwrite(Fd fd, ByteBuffer buffer, long offset) {
        return advance(buffer, transfer("pwrite", PWRITE64, fd, buffer, offset));
    }

    private long transfer(String name, int number, Fd fd, ByteBuffer buffer, long offset) {
        return syscalls.call(name, fd, number, fd.number(), syscalls.address(buffer), buffer.remaining(), offset);
    }

    private static int advance(ByteBuffer buffer, long bytes) {
        buffer.position(buffer.position() + (int) bytes);
        return (int) bytes;
    }

    @Override
    public long splice(Fd pipe, Fd file, long offset, long length) {
        Pointer at = syscalls.scratch().take(8);
        at.putLong(0, offset);
        int flags = SPLICE_F_MOVE | SPLICE_F_NONBLOCK;
        return syscalls.call(
                () -> "splice " + pipe, SPLICE, pipe.number(), 0, file.number(), at.address(), length, flags);
    }

    @Override
    public Fd[] pipe() {
        Pointer pair = syscalls.scratch().take(8);
        syscalls.call(() -> "pipe", PIPE2, pair.address(), O_CLOEXEC, 0, 0);
        return new Fd[] {new Fd(pair.getInt(0), this), new Fd(pair.getInt(4), this)};
    }

    @Override
    public Fd eventCounter() {
        return new Fd((int) syscalls.call(() -> "eventfd", EVENTFD2, 0, O_CLOEXEC | Flags.O_NONBLOCK, 0, 0), this);
    }

    @Override
    public Fd memfd(String name, int flags) {
        long text = syscalls.scratch().text(name);
        return new Fd((int) syscalls.call(() -> "memfd_create " + name, MEMFD_CREATE, text, flags, 0, 0), this);
    }

    @Override
    public int fcntl(Fd fd, int command, int argument) {
        return (int) syscalls.call(() -> "fcntl " + fd, FCNTL, fd.number(), command, argument, 0);
    }

    @Override
    public void truncate(Fd fd, long length) {
        syscalls.call(() -> "ftruncate " + fd, FTRUNCATE, fd.number(), length, 0, 0);
    }

    @Override
    public void sync(Fd fd) {
        syscalls.call(() -> "fsync " + fd, FSYNC, fd.number(), 0, 0, 0);
    }

    @Override
    public void syncFileSystem(Fd fd) {
        syscalls.call(() -> "syncfs " + fd, SYNCFS, fd.number(), 0, 0, 0);
    }

    @Override
    public void share(Fd from, Fd to) {
        syscalls.call(() -> "share the content of " + from, IOCTL, to.number(), FICLONE, from.number(), 0);
    }

    @Override
    public long copyRange(Fd from, long fromOffset, Fd to, long toOffset, long length) {
        Pointer offsets = syscalls.scratch().take(16);
        offsets.putLong(0, fromOffset);
        offsets.putLong(8, toOffset);
        long fromAt = offsets.address();
        return syscalls.call(
                () -> "copy_file_range " + from,
                COPY_FILE_RANGE,
                from.number(),
                fromAt,
                to.number(),
                fromAt + 8,
                length,
                0);
    }

    @Override
    public long seek(Fd fd, long offset, int whence) {
        return syscalls.call(() -> "lseek " + fd, LSEEK, fd.number(), offset, whence, 0);
    }

    @Override
    public void addInodeFlags(Fd fd, int flags) {
        Pointer word = syscalls.scratch().take(8);
        syscalls.call(() -> "read the flags of " + fd, IOCTL, fd.number(), FS_IOC_GETFLAGS, word.address(), 0);
        word.putInt(0, word.getInt(0) | flags);
        syscalls.call(() -> "set flags of " + fd, IOCTL, fd.number(), FS_IOC_SETFLAGS, word.address(), 0);
    }

    @Override
    public void fallocate(Fd fd, int mode, long offset, long length) {
        syscalls.call(() -> "fallocate " + fd, FALLOCATE, fd.number(), mode, offset, length);
    }

    @Override
    public void close(int number) {
        long result = syscalls.raw(CLOSE, number, 0, 0, 0, 0, 0);
        if (result == -Errno.EBADF) {
            throw new LinuxException(Errno.EBADF, "close fd " + number);
        }
    }
}
