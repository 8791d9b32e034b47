package dev.wharf.images.layer;

import dev.wharf.archive.ArchiveException;
import dev.wharf.archive.pack.ChangedTree;
import dev.wharf.archive.pack.LayerPacker;
import dev.wharf.archive.pack.TreeChange;
import dev.wharf.archive.pack.TreeChanges;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.EngineException.Unsupported;
import dev.wharf.engine.api.container.Change;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Packs and compares with the archive bundle. */
public final class TarPacking implements Packing {
    private final Supplier<Kernel> kernel;

    /** Reads through a kernel, which is asked for at first use. */
    public TarPacking(Supplier<Kernel> kernel) {
        this.kernel = kernel;
    }

    @Override
    public void pack(SnapshotTree tree, OutputStream tar) throws IOException {
        try {
            new LayerPacker(kernel.get()).pack(changed(tree), tar);
        } catch (CancellationException e) {
            throw new Unavailable("interrupted", e);
        } catch (ArchiveException e) {
            throw new Unsupported("cannot pack changes: " + e.getMessage(), e);
        } catch (LinuxException e) {
            throw new Internal("cannot pack changes: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Change> changes(SnapshotTree tree) {
        try {
            return new TreeChanges(kernel.get())
                    .of(changed(tree)).stream().map(TarPacking::change).toList();
        } catch (CancellationException e) {
            throw new Unavailable("interrupted", e);
        } catch (ArchiveException e) {
            throw new Unsupported("cannot find out what changed: " + e.getMessage(), e);
        } catch (LinuxException | UncheckedIOException e) {
            throw new Internal("cannot find out what changed: " + e.getMessage(), e);
        }
    }

    private static ChangedTree changed(SnapshotTree tree) {
        return new ChangedTree(
                tree.folder().path(), TarUnpacking.style(tree.folder().whiteouts()), tree.below());
    }

    private static Change change(TreeChange change) {
        Change.Kind kind =
                switch (change.kind()) {
                    case MODIFIED -> Change.Kind.MODIFIED;
                    case ADDED -> Change.Kind.ADDED;
                    case DELETED -> Change.Kind.DELETED;
                };
        return new Change(change.path(), kind);
    }
}
