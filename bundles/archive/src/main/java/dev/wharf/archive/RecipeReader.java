package dev.wharf.archive;

import dev.wharf.linux.FileNames;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reads a recipe. For one thread. */
final class RecipeReader implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final int MOST_RUNS = 1 << 20;

    private final Inflater inflater = new Inflater();
    private final DataInputStream steps;
    private final byte[] buffer = new byte[RecipeFormat.LONGEST_BYTES];
    private long tarBytes;

    /**
     * Reads the head of a recipe from a stream, which stays open.
     *
     * @throws ArchiveException when it is none, or one of another number
     */
    RecipeReader(InputStream in) throws IOException {
        byte[] magic = RecipeFormat.magic();
        if (!Arrays.equals(in.readNBytes(magic.length), magic)) {
            throw broken("not a recipe");
        }
        int version = in.read();
        if (version != RecipeFormat.VERSION) {
            throw broken("version " + version);
        }
        this.steps =
                new DataInputStream(new BufferedInputStream(new InflaterInputStream(in, inflater, BUFFER), BUFFER));
    }

    /**
     * Plays the whole recipe.
     *
     * @return length of the tar
     * @throws ArchiveException when it is broken or truncated
     */
    long play(TarRecord to) throws IOException {
        try {
            while (playStep(to)) {
                // The next one.
            }
        } catch (EOFException e) {
            throw new ArchiveException("invalid layer recipe: truncated", e);
        } catch (ZipException e) {
            throw new ArchiveException("invalid layer recipe: " + e.getMessage(), e);
        }
        return tarBytes;
    }

    private boolean playStep(TarRecord to) throws IOException {
        int kind = steps.readUnsignedByte();
        switch (kind) {
            case RecipeFormat.BYTES -> playBytes(to);
            case RecipeFormat.FILE -> {
                String path = path();
                long size = length(steps.readLong());
                playContent(new FileContent(path, size, List.of(new DataRun(0, size))), to);
            }
            case RecipeFormat.SPARSE -> playContent(new FileContent(path(), length(steps.readLong()), runs()), to);
            case RecipeFormat.END -> checkEnd();
            default -> throw broken("step " + kind);
        }
        return kind != RecipeFormat.END;
    }

    private void playBytes(TarRecord to) throws IOException {
        int length = steps.readInt();
        if (length < 0 || length > buffer.length) {
            throw broken("length " + length);
        }
        steps.readFully(buffer, 0, length);
        tarBytes += length;
        to.bytes(buffer, 0, length);
    }

    private void playContent(FileContent content, TarRecord to) {
        for (DataRun run : content.runs()) {
            if (run.length() > content.size() || run.offset() > content.size() - run.length()) {
                throw broken("run of data");
            }
        }
        tarBytes += content.stored();
        to.content(content);
    }

    private String path() throws IOException {
        byte[] path = new byte[steps.readUnsignedShort()];
        steps.readFully(path);
        String name = FileNames.decode(path);
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw broken("path");
        }
        return name;
    }

    private List<DataRun> runs() throws IOException {
        int count = steps.readInt();
        if (count < 0 || count > MOST_RUNS) {
            throw broken("runs of data");
        }
        List<DataRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(new DataRun(length(steps.readLong()), length(steps.readLong())));
        }
        return runs;
    }

    private void checkEnd() throws IOException {
        long stated = steps.readLong();
        if (stated != tarBytes || steps.read() >= 0) {
            throw broken("length of the tar");
        }
    }

    private static long length(long number) {
        if (number < 0) {
            throw broken("negative number");
        }
        return number;
    }

    private static ArchiveException broken(String what) {
        return new ArchiveException("invalid layer recipe: " + what);
    }

    /** Gives native memory back. */
    @Override
    public void close() {
        inflater.end();
    }
}
