package dev.wharf.linux;

import java.nio.ByteBuffer;

/** Calls on descriptors. Those that can block do; a non-blocking descriptor makes them throw EAGAIN. */
public interface DescriptorCalls {

    /** Reads into the rest of a direct buffer; returns how many bytes, 0 at the end. */
    int read(Fd fd, ByteBuffer buffer);

    /** Writes from the rest of a direct buffer; returns how many bytes. */
    int write(Fd fd, ByteBuffer buffer);

    /** Reads at an offset. */
    int pread(Fd fd, ByteBuffer buffer, long offset);

    /** Writes at an offset. */
    int pwrite(Fd fd, ByteBuffer buffer, long offset);

    /**
     * Moves bytes from a pipe to a file; splice(2) without blocking on the pipe.
     *
     * @param offset in the file
     * @return how many bytes, 0 when the pipe has no writer and is empty
     */
    long splice(Fd pipe, Fd file, long offset, long length);

    /** Makes a pipe: the read end, then the write end. */
    Fd[] pipe();

    /** Makes a counter of events that starts at 0 and never blocks; eventfd(2). */
    Fd eventCounter();

    /** Another descriptor of the same open file; F_DUPFD_CLOEXEC of fcntl(2). */
    default Fd duplicate(Fd fd) {
        return new Fd(fcntl(fd, Flags.F_DUPFD_CLOEXEC, 0), this);
    }

    /** Makes a file in memory; flags of memfd_create(2). */
    Fd memfd(String name, int flags);

    /** fcntl(2) with an integer. */
    int fcntl(Fd fd, int command, int argument);

    /** Sets the length of a file. */
    void truncate(Fd fd, long length);

    /** Writes what is in memory of a file to the disk; fsync(2). */
    void sync(Fd fd);

    /** Writes what is in memory of the whole file system that a descriptor lies on to the disk; syncfs(2). */
    void syncFileSystem(Fd fd);

    /**
     * Lets an empty file share the content of another one of the same file system, copied on write; FICLONE of
     * ioctl_ficlonerange(2). File systems that cannot do this throw EOPNOTSUPP, EINVAL or EXDEV.
     */
    void share(Fd from, Fd to);

    /**
     * Copies bytes between files inside of the kernel; copy_file_range(2).
     *
     * @return how many bytes, 0 at the end; EXDEV, EINVAL and EOPNOTSUPP where the file systems cannot do it
     */
    long copyRange(Fd from, long fromOffset, Fd to, long toOffset, long length);

    /**
     * The next offset with content ({@link Flags#SEEK_DATA}) or without ({@link Flags#SEEK_HOLE}); lseek(2). Throws ENXIO
     * behind the last content.
     */
    long seek(Fd fd, long offset, int whence);

    /**
     * Adds flags to those of an inode, such as {@link Flags#FS_TOPDIR}; ioctl_iflags(2). File systems without them throw
     * EOPNOTSUPP or ENOTTY.
     */
    void addInodeFlags(Fd fd, int flags);

    /** fallocate(2). */
    void fallocate(Fd fd, int mode, long offset, long length);

    /** Closes a number; used by {@link Fd} alone. */
    void close(int number);
}
