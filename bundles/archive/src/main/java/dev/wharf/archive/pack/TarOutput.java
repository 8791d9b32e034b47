package dev.wharf.archive.pack;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CancellationException;

/**
 * Writes blocks to a stream through one large buffer, into which the kernel puts the content of files directly. A stream
 * that is a {@link WritableByteChannel} as well gets the buffer itself. For one thread; does not close the stream.
 */
final class TarOutput {
    /** Length of a block. */
    static final int BLOCK = 512;

    private static final int BUFFER = 256 * 1024;
    private static final int BYTES_PER_BLOCK_OF_STAT = 512;
    private static final byte[] ZEROS = new byte[16 * 1024];

    private final DescriptorCalls descriptors;
    private final BufferSink sink;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    TarOutput(DescriptorCalls descriptors, OutputStream out) {
        this.descriptors = descriptors;
        this.sink = out instanceof WritableByteChannel ? channelSink((WritableByteChannel) out) : streamSink(out);
    }

    /** Takes what was gathered. */
    @FunctionalInterface
    private interface BufferSink {
        void write(ByteBuffer buffer) throws IOException;
    }

    private static BufferSink channelSink(WritableByteChannel channel) {
        return buffer -> {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        };
    }

    private static BufferSink streamSink(OutputStream out) {
        byte[] copy = new byte[BUFFER];
        return buffer -> {
            int length = buffer.remaining();
            buffer.get(copy, 0, length);
            out.write(copy, 0, length);
        };
    }

    /** Writes bytes and pads them to whole blocks. */
    void blocks(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, room());
            buffer.put(bytes, at, length);
            at += length;
        }
        zeros(padding(bytes.length));
    }

    /**
     * Writes the content of a file, padded to whole blocks: exactly as much as its status says. What grew meanwhile is cut
     * off, what shrank is filled up with zeros.
     */
    void content(Fd file, FileStatus status) throws IOException {
        long size = status.size();
        if (size >= BUFFER) {
            flush();
        }
        if (status.blocks() * BYTES_PER_BLOCK_OF_STAT < size) {
            sparse(file, size);
        } else {
            zeros(size - range(file, 0, size));
        }
        zeros(padding(size));
    }

    /** Writes what was read of a file, filled up with zeros to its size and padded to whole blocks. */
    void content(byte[] bytes, long size) throws IOException {
        blocks(bytes);
        zeros(size + padding(size) - bytes.length - padding(bytes.length));
    }

    /** Passes over holes instead of reading them. */
    private void sparse(Fd file, long size) throws IOException {
        for (long at = 0; at < size; ) {
            long data = next(file, at, Flags.SEEK_DATA, size);
            zeros(data - at);
            long hole = next(file, data, Flags.SEEK_HOLE, size);
            at = Math.max(hole, data);
            zeros(at - data - range(file, data, at));
        }
    }

    /** The next offset of a kind; the end where nothing of that kind follows, or the file system cannot tell. */
    private long next(Fd file, long offset, int whence, long size) {
        if (offset >= size) {
            return size;
        }
        try {
            return Math.min(size, Math.max(offset, descriptors.seek(file, offset, whence)));
        } catch (LinuxException e) {
            if (e.is(Errno.ENXIO)) {
                return size;
            }
            if (e.is(Errno.EINVAL)) {
                return whence == Flags.SEEK_DATA ? offset : size;
            }
            throw e;
        }
    }

    /** Writes what a file holds between two offsets; returns how many bytes there were. */
    private long range(Fd file, long start, long end) throws IOException {
        long at = start;
        while (at < end) {
            int room = (int) Math.min(end - at, room());
            int limit = buffer.limit();
            buffer.limit(buffer.position() + room);
            int read = descriptors.pread(file, buffer, at);
            buffer.limit(limit);
            if (read == 0) {
                return at - start;
            }
            at += read;
        }
        return at - start;
    }

    /** Writes zeros. */
    void zeros(long count) throws IOException {
        for (long left = count; left > 0; ) {
            int length = (int) Math.min(Math.min(left, ZEROS.length), room());
            buffer.put(ZEROS, 0, length);
            left -= length;
        }
    }

    /** Writes the mark of the archive's end, and all that was gathered. */
    void end() throws IOException {
        zeros(2L * BLOCK);
        flush();
    }

    /** How much fits into the buffer; never 0. */
    private int room() throws IOException {
        if (!buffer.hasRemaining()) {
            flush();
        }
        return buffer.remaining();
    }

    private void flush() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("packing was interrupted");
        }
        buffer.flip();
        sink.write(buffer);
        buffer.clear();
    }

    private static int padding(long length) {
        return (int) (-length & (BLOCK - 1));
    }
}
