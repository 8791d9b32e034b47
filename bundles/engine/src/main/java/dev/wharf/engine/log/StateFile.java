package dev.wharf.engine.log;

import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Keeps on disk how far the spool of a container has been logged, in a file of fixed size that is replaced by one
 * write(2). Within a page of the file a write is whole after a kill. Made by the first write. Not thread-safe.
 */
final class StateFile implements AutoCloseable {
    private static final int MAGIC = 0x57535031; // "WSP1": format 1
    private static final int BYTES = 4 + 3 * 8 + 8;

    private final Kernel kernel;
    private final Path path;
    private Optional<Fd> file = Optional.empty();
    private Optional<ByteBuffer> buffer = Optional.empty();

    StateFile(Kernel kernel, Path path) {
        this.kernel = kernel;
        this.path = path;
    }

    /** What was written last; empty when there is no file. A file that is damaged counts as none. */
    static Optional<LogState> read(Path path) {
        try {
            return decode(ByteBuffer.wrap(Files.readAllBytes(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new EngineException.Internal("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static Optional<LogState> decode(ByteBuffer bytes) {
        if (bytes.remaining() != BYTES || bytes.getInt(0) != MAGIC || bytes.getLong(BYTES - 8) != checksum(bytes)) {
            return Optional.empty();
        }
        return Optional.of(new LogState(bytes.getLong(4), bytes.getLong(12), bytes.getLong(20)));
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes.duplicate().clear().limit(BYTES - 8));
        return sum.getValue();
    }

    /**
     * Replaces the state.
     *
     * @throws dev.wharf.linux.LinuxException ENOSPC on a full disk, by the first write alone
     */
    void write(LogState state) {
        ByteBuffer bytes = buffer.orElseGet(() -> ByteBuffer.allocateDirect(BYTES));
        buffer = Optional.of(bytes);
        bytes.clear();
        bytes.putInt(MAGIC).putLong(state.position()).putLong(state.stdout()).putLong(state.stderr());
        bytes.putLong(checksum(bytes)).flip();
        kernel.descriptors().pwrite(opened(), bytes, 0);
    }

    private Fd opened() {
        Fd open = file.orElseGet(() -> kernel.files().open(path.toString(), Flags.O_RDWR | Flags.O_CREAT, 0600));
        file = Optional.of(open);
        return open;
    }

    /** Deletes the file. */
    void delete() {
        close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new EngineException.Internal("cannot delete " + path + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        file.ifPresent(Fd::close);
        file = Optional.empty();
    }
}
