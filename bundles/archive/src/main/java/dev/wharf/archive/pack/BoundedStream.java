package dev.wharf.archive.pack;

import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.UnpackLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CancellationException;

/** Stops at a limit, or when the thread is interrupted. Small reads are served from a buffer, large ones pass it. */
final class BoundedStream extends FilterInputStream {
    private static final int BUFFER = 64 * 1024;

    private final long limit;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private long bytes;

    BoundedStream(InputStream in, UnpackLimits limits) {
        super(in);
        this.limit = limits.maxBytes();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads.
     *
     * @throws ArchiveException TOO_LARGE beyond the limit
     * @throws CancellationException when the thread is interrupted; it stays so
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (start == end && length >= BUFFER) {
            return readBelow(target, offset, length);
        }
        if (start == end) {
            start = 0;
            end = Math.max(0, readBelow(buffer, 0, BUFFER));
        }
        int count = Math.min(length, end - start);
        System.arraycopy(buffer, start, target, offset, count);
        start += count;
        return count == 0 && length > 0 ? -1 : count;
    }

    private int readBelow(byte[] target, int offset, int length) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("unpacking was interrupted");
        }
        int read = in.read(target, offset, length);
        bytes += Math.max(0, read);
        if (bytes > limit) {
            throw new ArchiveException(
                    ArchiveException.Kind.TOO_LARGE, "archive is larger than the " + limit + " bytes that it may take");
        }
        return read;
    }

    /** Cannot be gone back over. */
    @Override
    public boolean markSupported() {
        return false;
    }
}
