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

    /** Makes a file in memory; flags of memfd_create(2). */
    Fd memfd(String name, int flags);

    /** fcntl(2) with an integer. */
    int fcntl(Fd fd, int command, int argument);

    /** Sets the length of a file. */
    void truncate(Fd fd, long length);

    /** fallocate(2). */
    void fallocate(Fd fd, int mode, long offset, long length);

    /** Closes a number; used by {@link Fd} alone. */
    void close(int number);
}
