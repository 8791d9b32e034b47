package dev.wharf.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;

/** Counts and digests what passes through, and stops at a limit or when the thread is interrupted. */
final class MeasuredStream extends FilterInputStream {
    private final MessageDigest sha256 = sha256();
    private final long limit;
    private long bytes;

    MeasuredStream(InputStream in, UnpackLimits limits) {
        super(in);
        this.limit = limits.maxBytes();
    }

    /** Bytes that passed. */
    long bytes() {
        return bytes;
    }

    /** The digest of all bytes that passed; the stream cannot be read afterwards. */
    String digest() {
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads and measures.
     *
     * @throws ArchiveException TOO_LARGE beyond the limit
     * @throws CancellationException when the thread is interrupted; it stays so
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("unpacking was interrupted");
        }
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            count(read);
            sha256.update(buffer, offset, read);
        }
        return read;
    }

    /** Cannot be gone back over: what passed has been measured. */
    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int read) {
        bytes += read;
        if (bytes > limit) {
            throw new ArchiveException(
                    ArchiveException.Kind.TOO_LARGE, "archive is larger than the " + limit + " bytes that it may take");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
