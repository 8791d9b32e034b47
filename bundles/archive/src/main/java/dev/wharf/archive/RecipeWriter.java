package dev.wharf.archive;

import dev.wharf.linux.FileNames;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes a recipe. For one thread. */
final class RecipeWriter implements TarRecord, AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final DeflaterOutputStream compressed;
    private final DataOutputStream steps;
    private final byte[] pending = new byte[RecipeFormat.LONGEST_BYTES];
    private int pendingBytes;
    private long tarBytes;

    /** Begins a recipe on a stream, which stays open. */
    RecipeWriter(OutputStream out) {
        try {
            out.write(RecipeFormat.magic());
            out.write(RecipeFormat.VERSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.compressed = new DeflaterOutputStream(out, deflater, BUFFER);
        this.steps = new DataOutputStream(new java.io.BufferedOutputStream(compressed, BUFFER));
    }

    @Override
    public void bytes(byte[] buffer, int offset, int length) {
        tarBytes += length;
        for (int done = 0; done < length; ) {
            int part = Math.min(length - done, pending.length - pendingBytes);
            System.arraycopy(buffer, offset + done, pending, pendingBytes, part);
            pendingBytes += part;
            done += part;
            if (pendingBytes == pending.length) {
                flushBytes();
            }
        }
    }

    @Override
    public void content(FileContent content) {
        flushBytes();
        tarBytes += content.stored();
        try {
            writeFile(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeFile(FileContent content) throws IOException {
        boolean whole = content.runs().equals(List.of(new DataRun(0, content.size())));
        byte[] path = FileNames.encode(content.path());
        steps.write(whole ? RecipeFormat.FILE : RecipeFormat.SPARSE);
        steps.writeShort(path.length);
        steps.write(path);
        steps.writeLong(content.size());
        if (!whole) {
            steps.writeInt(content.runs().size());
            for (DataRun run : content.runs()) {
                steps.writeLong(run.offset());
                steps.writeLong(run.length());
            }
        }
    }

    private void flushBytes() {
        if (pendingBytes == 0) {
            return;
        }
        try {
            steps.write(RecipeFormat.BYTES);
            steps.writeInt(pendingBytes);
            steps.write(pending, 0, pendingBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pendingBytes = 0;
    }

    /** Writes the end of the recipe. */
    void finish() {
        flushBytes();
        try {
            steps.write(RecipeFormat.END);
            steps.writeLong(tarBytes);
            steps.flush();
            compressed.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives native memory back. */
    @Override
    public void close() {
        deflater.end();
    }
}
