package dev.wharf.archive;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Applies layers to folders. Whatever the tar says, nothing outside of the folder is touched: every path is resolved by
 * the kernel with the folder as its root. Thread-safe for different folders.
 */
public final class LayerUnpacker {
    private final Kernel kernel;

    /** Unpacks through a kernel. */
    public LayerUnpacker(Kernel kernel) {
        this.kernel = requireNonNull(kernel, "kernel");
    }

    /**
     * Applies a layer to a folder about whose lower layers nothing is known; as {@link #unpack(InputStream, UnpackTarget,
     * UnpackLimits)}.
     */
    public UnpackedLayer unpack(InputStream tar, Path folder, Whiteouts whiteouts, UnpackLimits limits) {
        return unpack(tar, new UnpackTarget(folder, whiteouts, List.of()), limits);
    }

    /**
     * Applies a layer to a folder. The rules are those of Docker 1.9.1, pkg/archive/diff.go, UnpackLayer, except that
     * whiteouts never remove what the same layer brought, and links to aufs' {@code .wh..wh.plnk} stay links. When it
     * fails, the folder holds a part of the layer and should be thrown away.
     *
     * @param tar compressed in any way that {@link Compression} knows, or not; read to its end, not closed
     * @throws ArchiveException when the tar is broken, tries to leave the folder or is too large
     * @throws dev.wharf.linux.LinuxException when the file system refuses, for instance ENOSPC
     * @throws java.util.concurrent.CancellationException when the thread is interrupted; it stays so
     */
    public UnpackedLayer unpack(InputStream tar, UnpackTarget target, UnpackLimits limits) {
        try (Fd root = open(target)) {
            return unpack(tar, limits, new Unpacking(root, target, Optional.empty()));
        }
    }

    /**
     * Applies a layer to a folder, as {@link #unpack(InputStream, UnpackTarget, UnpackLimits)}, and writes down what {@link
     * LayerRebuilder} needs to write the same tar again.
     *
     * @param recipe takes the recipe at the end, compressed; flushed, not closed
     * @throws java.io.UncheckedIOException when the recipe cannot be written
     */
    public UnpackedLayer unpack(InputStream tar, UnpackTarget target, UnpackLimits limits, OutputStream recipe) {
        try (Fd root = open(target);
                var written = new LayerRecipe(kernel, root)) {
            UnpackedLayer layer = unpack(tar, limits, new Unpacking(root, target, Optional.of(written)));
            written.finish(recipe);
            return layer;
        }
    }

    private Fd open(UnpackTarget target) {
        return kernel.files().open(target.folder().toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0);
    }

    private UnpackedLayer unpack(InputStream tar, UnpackLimits limits, Unpacking unpacking) {
        try (InputStream plain = Compression.decompressed(new Unclosed(tar))) {
            var reading = new MeasuredReading(plain, limits, unpacking.target().folderName());
            long contentBytes = reading.run(in -> apply(in, unpacking));
            return new UnpackedLayer(reading.digest(), reading.bytes(), contentBytes);
        } catch (IOException e) {
            throw new ArchiveException("invalid tar: " + e.getMessage(), e);
        }
    }

    private long apply(InputStream plain, Unpacking unpacking) throws IOException {
        try (var layer = new LayerTarget(kernel, unpacking)) {
            var entries = new ArchiveEntries(plain, unpacking.record());
            long contentBytes = unpackAll(entries, layer);
            layer.finish();
            // The digest covers what lies behind the end of the archive, too.
            entries.skipRest();
            return contentBytes;
        }
    }

    private static long unpackAll(ArchiveEntries entries, LayerTarget target) {
        long contentBytes = 0;
        for (Optional<ArchiveEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
            target.apply(entry.get(), entries.storedContent());
            // Sparse files can claim more than a number holds.
            contentBytes = Math.max(contentBytes, contentBytes + entry.get().size());
        }
        return contentBytes;
    }
}
