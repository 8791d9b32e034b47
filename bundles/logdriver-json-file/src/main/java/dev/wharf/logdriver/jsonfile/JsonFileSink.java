package dev.wharf.logdriver.jsonfile;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Appends lines to the current file; a batch is one write. Uses no channel, for one is closed by an interrupt of its
 * thread.
 *
 * <p>A position is the number of rotations and the size of the current file in one number. What was rotated away can be
 * taken back as well, as far as its file is still there.
 */
final class JsonFileSink implements LogSink {
    private static final int SIZE_BITS = 40;
    private static final long SIZE_MASK = (1L << SIZE_BITS) - 1;
    /** Bytes after which a long batch is written in parts. */
    private static final int CHUNK = 1 << 20;

    private final LogFiles files;
    private final long maxSize;
    private final Rotation rotation;
    private final LineEncoder encoder;
    private final ByteText pending = new ByteText();
    private RandomAccessFile file;
    private long size;

    JsonFileSink(LogFiles files, JsonFileOptions options, LineEncoder encoder) throws IOException {
        this.files = files;
        this.maxSize = options.maxSize();
        this.encoder = encoder;
        this.rotation = Rotation.open(files, options.maxFiles());
        this.file = new RandomAccessFile(files.current().toFile(), "rw");
        truncate(LineEnds.wholeLines(file));
    }

    @Override
    public void write(List<LogRecord> records) {
        try {
            pending.clear();
            for (LogRecord record : records) {
                if (size + pending.length() >= maxSize) {
                    flush();
                    rotate();
                }
                encoder.write(record, pending);
                if (pending.length() > CHUNK) {
                    flush();
                }
            }
            flush();
        } catch (IOException e) {
            throw Failures.of("cannot write " + files.current(), e);
        }
    }

    private void flush() throws IOException {
        boolean done = false;
        try {
            file.write(pending.array(), 0, pending.length());
            size += pending.length();
            done = true;
        } finally {
            pending.clear();
            if (!done) {
                truncate(size); // what was written of it would stay as half a line
            }
        }
    }

    private void rotate() throws IOException {
        rotation.rotate();
        file.close();
        file = new RandomAccessFile(files.current().toFile(), "rw");
        size = 0;
    }

    @Override
    public long position() {
        return rotation.count() << SIZE_BITS | size;
    }

    @Override
    public void rewind(long position) {
        long behind = rotation.count() - (position >> SIZE_BITS);
        long target = position & SIZE_MASK;
        if (behind < 0) {
            throw new DriverException(
                    DriverException.Kind.INTERNAL, "no position of " + files.current() + ": " + position);
        }
        try {
            if (behind == 0) {
                truncate(Math.min(target, size));
            } else {
                truncate(0);
                rewindEarlier(behind, target);
            }
        } catch (IOException e) {
            throw Failures.of("cannot rewind " + files.current(), e);
        }
    }

    private void rewindEarlier(long behind, long target) throws IOException {
        for (int age = 1; age <= behind && Files.exists(files.file(age)); age++) {
            shorten(files.file(age), age == behind ? target : 0);
        }
    }

    private static void shorten(Path path, long target) throws IOException {
        try (var earlier = new RandomAccessFile(path.toFile(), "rw")) {
            earlier.setLength(Math.min(target, earlier.length()));
        }
    }

    private void truncate(long target) throws IOException {
        if (file.length() != target) {
            file.setLength(target);
        }
        file.seek(target);
        size = target;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw Failures.of("cannot close " + files.current(), e);
        }
    }
}
