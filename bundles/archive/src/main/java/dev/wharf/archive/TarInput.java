package dev.wharf.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a stream block by block. */
final class TarInput {
    private static final int SKIP = 64 * 1024;

    private final InputStream in;
    private final TarRecord record;
    private final byte[] skipped = new byte[SKIP];

    /** Reads a stream, and tells of all bytes but those that {@link #read} gives. */
    TarInput(InputStream in, TarRecord record) {
        this.in = in;
        this.record = record;
    }

    /** Fills the block; false at the end of the stream, which must not be within the block. */
    boolean readBlock(byte[] block) throws IOException {
        int read = in.readNBytes(block, 0, block.length);
        if (read > 0 && read < block.length) {
            throw new EOFException("unexpected EOF");
        }
        record.bytes(block, 0, read);
        return read > 0;
    }

    /** Reads exactly so many bytes, and the padding to the end of their block. */
    byte[] readPadded(int length) throws IOException {
        byte[] padded = in.readNBytes(padded(length));
        if (padded.length < padded(length)) {
            throw new EOFException("unexpected EOF");
        }
        record.bytes(padded, 0, padded.length);
        return Arrays.copyOf(padded, length);
    }

    /** Reads at least one byte and at most so many. */
    int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read < 0) {
            throw new EOFException("unexpected EOF");
        }
        return read;
    }

    /** Reads and forgets. In contrast to {@link InputStream#skip}, all bytes pass through the stream. */
    void skip(long length) throws IOException {
        for (long left = length; left > 0; ) {
            int read = read(skipped, 0, (int) Math.min(left, SKIP));
            record.bytes(skipped, 0, read);
            left -= read;
        }
    }

    /**
     * Reads and forgets the padding of a content. It may be missing at the end of the archive: Go's archive/tar, and so
     * Docker, takes such archives, and nothing is lost.
     */
    void skipPadding(int length) throws IOException {
        int read = in.readNBytes(skipped, 0, length);
        record.bytes(skipped, 0, read);
    }

    /** Reads and forgets what is left of the stream. */
    void skipRest() throws IOException {
        for (int read = in.read(skipped); read >= 0; read = in.read(skipped)) {
            record.bytes(skipped, 0, read);
        }
    }

    void close() throws IOException {
        in.close();
    }

    private static int padded(int length) {
        return length + padding(length);
    }

    /** How many bytes are missing to the end of the block. */
    static int padding(long length) {
        return (int) (-length & (TarHeader.BLOCK - 1));
    }
}
