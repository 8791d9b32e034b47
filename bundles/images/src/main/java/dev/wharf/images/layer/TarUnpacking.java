package dev.wharf.images.layer;

import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.LayerUnpacker;
import dev.wharf.archive.UnpackLimits;
import dev.wharf.archive.UnpackTarget;
import dev.wharf.archive.UnpackedLayer;
import dev.wharf.archive.Whiteouts;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.graph.WritableFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Unpacks with the strict reader of the archive bundle, and leaves a reserve of the disk free. */
public final class TarUnpacking implements Unpacking {
    private static final long RESERVE_BYTES = 64L * 1024 * 1024;

    private final Supplier<Kernel> kernel;

    /** Unpacks through a kernel, which is asked for at first use: loading native code takes a while. */
    public TarUnpacking(Supplier<Kernel> kernel) {
        this.kernel = kernel;
    }

    @Override
    public UnpackedLayer unpack(InputStream tar, SnapshotTree tree, OutputStream recipe) {
        WritableFolder folder = tree.folder();
        try {
            UnpackLimits limits = UnpackLimits.leaving(RESERVE_BYTES, folder.path());
            List<Path> below = tree.isWhole() ? List.of() : tree.below();
            UnpackTarget target = new UnpackTarget(folder.path(), style(folder.whiteouts()), below);
            return new LayerUnpacker(kernel.get()).unpack(tar, target, limits, recipe);
        } catch (ArchiveException e) {
            throw translate(e);
        } catch (CancellationException e) {
            throw new Unavailable("interrupted", e);
        } catch (LinuxException | IOException | UncheckedIOException e) {
            if (Thread.currentThread().isInterrupted()) {
                // An interrupt also closes the file of the recipe.
                throw new Unavailable("interrupted", e);
            }
            throw new Internal("cannot unpack a layer: " + e.getMessage(), e);
        }
    }

    /** The error of the same meaning; the words are those of Docker 1.9. */
    public static EngineException translate(ArchiveException error) {
        return switch (error.kind()) {
            case BROKEN, OTHER_KIND -> new InvalidArgument("Error processing tar file: " + error.getMessage(), error);
            case TOO_LARGE -> new Internal("Error processing tar file: no space left on device", error);
            case READ_ONLY, UNSUPPORTED -> new Internal("Error processing tar file: " + error.getMessage(), error);
        };
    }

    /** The same style in the words of the archive bundle. */
    static Whiteouts style(WritableFolder.Whiteouts whiteouts) {
        return switch (whiteouts) {
            case OVERLAY -> Whiteouts.OVERLAY;
            case AUFS -> Whiteouts.AUFS;
            case NONE -> Whiteouts.NONE;
        };
    }
}
