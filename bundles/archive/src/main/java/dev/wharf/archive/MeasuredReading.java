package dev.wharf.archive;

import dev.wharf.linux.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;

/**
 * Lets a stream be read while it is counted and digested, and stops at a limit or when the thread is interrupted. Reading
 * the stream, digesting it and what its reader does take about the same time each: they are done at the same time, the
 * first in the calling thread, so that nobody touches the stream any more once the call has ended. For one reading.
 */
final class MeasuredReading {
    private static final int READERS = 2;

    private final InputStream in;
    private final long limit;
    private final String name;
    private final MessageDigest sha256 = Sha256.digest();
    private final ChunkPool pool = new ChunkPool();
    private long bytes;

    /** Set by the reader's thread when it failed, so that the stream need not be read any more. */
    private volatile boolean isGivenUp;

    /** What is to be done with the bytes. */
    interface Reader<T> {
        /** Reads all of a stream. */
        T read(InputStream in) throws IOException;
    }

    /** Prepares to read a stream on behalf of somebody, after whom the threads are named. */
    MeasuredReading(InputStream in, UnpackLimits limits, String name) {
        this.in = in;
        this.limit = limits.maxBytes();
        this.name = name;
    }

    /**
     * Reads the stream to its end.
     *
     * @return what the reader makes of it
     * @throws ArchiveException TOO_LARGE beyond the limit
     * @throws CancellationException when the thread is interrupted; it stays so
     */
    <T> T run(Reader<T> reader) throws IOException {
        Chunk first = pool.take();
        int length = fill(first);
        if (length < Chunk.BYTES) {
            sha256.update(first.bytes(), 0, length);
            return reader.read(new ByteArrayInputStream(first.bytes(), 0, length));
        }
        return runInThreads(reader, first);
    }

    /** Bytes that were read. */
    long bytes() {
        return bytes;
    }

    /** The digest of all bytes that were read; to be asked for once. */
    String digest() {
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }

    private <T> T runInThreads(Reader<T> reader, Chunk first) throws IOException {
        var toDigest = new ChunkInput(pool);
        var toRead = new ChunkInput(pool);
        Worker<Boolean> digesting = Worker.start("digest " + name, () -> digest(toDigest));
        Worker<T> reading = Worker.start("unpack " + name, () -> readAll(reader, toRead));
        Chunk end = Chunk.BROKEN;
        try {
            handOver(first, Chunk.BYTES, toDigest, toRead);
            end = feed(toDigest, toRead);
        } finally {
            toDigest.add(end);
            toRead.add(end);
            digesting.await();
            reading.await();
        }
        return reading.result();
    }

    /** Reads the stream as long as there is somebody who wants it; returns how it ended. */
    private Chunk feed(ChunkInput toDigest, ChunkInput toRead) throws IOException {
        while (!isGivenUp) {
            Chunk chunk = pool.take();
            int length = fill(chunk);
            if (length > 0) {
                handOver(chunk, length, toDigest, toRead);
            }
            if (length < Chunk.BYTES) {
                return Chunk.END;
            }
        }
        return Chunk.BROKEN;
    }

    private static void handOver(Chunk chunk, int length, ChunkInput toDigest, ChunkInput toRead) {
        chunk.filled(length, READERS);
        toDigest.add(chunk);
        toRead.add(chunk);
    }

    private int fill(Chunk chunk) throws IOException {
        int length = 0;
        while (length < Chunk.BYTES) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("unpacking was interrupted");
            }
            int read = in.read(chunk.bytes(), length, Chunk.BYTES - length);
            if (read < 0) {
                return length;
            }
            count(read);
            length += read;
        }
        return length;
    }

    private void count(int read) {
        bytes += read;
        if (bytes > limit) {
            throw new ArchiveException(
                    ArchiveException.Kind.TOO_LARGE, "archive is larger than the " + limit + " bytes that it may take");
        }
    }

    private boolean digest(ChunkInput input) {
        return input.forEach(chunk -> sha256.update(chunk.bytes(), 0, chunk.length()));
    }

    /** Whoever fills chunks must never wait for one that nobody reads any more. */
    private <T> T readAll(Reader<T> reader, ChunkInput input) throws IOException {
        boolean isRead = false;
        try {
            T result = reader.read(input);
            isRead = true;
            return result;
        } finally {
            isGivenUp = !isRead;
            input.drain();
        }
    }
}
