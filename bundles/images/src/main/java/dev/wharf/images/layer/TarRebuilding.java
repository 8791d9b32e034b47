package dev.wharf.images.layer;

import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.LayerRebuilder;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.graph.WritableFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Rebuilds with the archive bundle. */
public final class TarRebuilding implements Rebuilding {
    private final Supplier<Kernel> kernel;

    /** Reads through a kernel, which is asked for at first use. */
    public TarRebuilding(Supplier<Kernel> kernel) {
        this.kernel = kernel;
    }

    @Override
    public void rebuild(InputStream recipe, WritableFolder folder, OutputStream tar) throws IOException {
        try {
            new LayerRebuilder(kernel.get()).rebuild(recipe, folder.path(), tar);
        } catch (CancellationException e) {
            throw new Unavailable("interrupted", e);
        } catch (ArchiveException | LinuxException e) {
            throw new Internal(String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
