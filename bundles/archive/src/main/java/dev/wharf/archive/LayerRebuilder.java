package dev.wharf.archive;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Writes the tar of a layer again, bit for bit, from the recipe that was made while it was unpacked and from the folder it
 * was unpacked to. Thread-safe.
 */
public final class LayerRebuilder {
    private final Kernel kernel;

    /** Reads through a kernel. */
    public LayerRebuilder(Kernel kernel) {
        this.kernel = requireNonNull(kernel, "kernel");
    }

    /**
     * Writes a tar, uncompressed. Another thread reads the recipe and the files, while the calling one writes. Files are checked for their size alone: compare the digest of what is written with that
     * of the layer.
     *
     * @param recipe as {@link LayerUnpacker} wrote it; not closed
     * @param folder to which the layer was unpacked, or a whole tree in which no later layer changed its files
     * @param tar takes large parts, flushed but not closed
     * @return bytes written
     * @throws ArchiveException when the recipe is broken, or a file is not there as the recipe names it
     * @throws UncheckedIOException when the recipe cannot be read or the tar not be written
     * @throws dev.wharf.linux.LinuxException when the folder cannot be read
     * @throws java.util.concurrent.CancellationException when the thread is interrupted; it stays so
     */
    public long rebuild(InputStream recipe, Path folder, OutputStream tar) {
        int flags = Flags.O_PATH | Flags.O_DIRECTORY;
        try (Fd root = kernel.files().open(folder.toString(), flags, 0)) {
            var rebuilt = new RebuiltTar(new ContentReader(kernel, root));
            Worker<Long> worker = Worker.start("rebuild " + folder.getFileName(), () -> play(recipe, rebuilt));
            try {
                rebuilt.tar().forEach(chunk -> write(chunk, tar));
            } finally {
                rebuilt.giveUp();
                worker.await();
            }
            long bytes = worker.result();
            flush(tar);
            return bytes;
        }
    }

    private static long play(InputStream recipe, RebuiltTar rebuilt) {
        try (var reader = new RecipeReader(recipe)) {
            long bytes = reader.play(rebuilt);
            rebuilt.end();
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // Has no effect behind the end.
            rebuilt.fail();
        }
    }

    private static void write(Chunk chunk, OutputStream tar) {
        try {
            tar.write(chunk.bytes(), 0, chunk.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flush(OutputStream tar) {
        try {
            tar.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
