package dev.wharf.archive.pack;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FolderWalk;
import dev.wharf.linux.Kernel;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * Packs what changed in a tree as a layer: changed entries whole, deleted ones as {@code .wh.NAME}, a folder that hides all
 * below with {@code .wh..wh..opq}. The same tree gives the same bytes. Thread-safe.
 */
public final class LayerPacker {
    private final Kernel kernel;

    /** Packs through a kernel. */
    public LayerPacker(Kernel kernel) {
        this.kernel = requireNonNull(kernel, "kernel");
    }

    /**
     * Writes a layer: what lies in a folder by name, and after it the folders therein. Sockets are left out, hard links to
     * lower layers become copies. Files may change meanwhile, as in {@link TreePacker}.
     *
     * @param tar is not closed
     * @throws IOException when the stream fails
     * @throws dev.wharf.linux.LinuxException when something cannot be read; ENAMETOOLONG and ENOMEM when the tree is too
     *     deep or too wide
     * @throws dev.wharf.archive.ArchiveException UNSUPPORTED when overlayfs was mounted with features that make a layer
     *     depend on others
     * @throws java.util.concurrent.CancellationException when the thread is interrupted; it stays so
     */
    public void pack(ChangedTree tree, OutputStream tar) throws IOException {
        var out = new TarOutput(kernel.descriptors(), tar);
        try (Fd root = LowerLayers.openRoot(kernel.files(), tree.folder())) {
            var entries = new EntryPacker(new EntryReader(kernel), out, EntryPacker.Times.EXACT);
            ChangeWalk.walk(kernel, tree, new Layer(kernel.files(), root, entries));
            out.end();
        }
    }

    /** Writes each change as it is found. */
    private record Layer(FileCalls files, Fd root, EntryPacker entries) implements ChangeVisitor {

        @Override
        public void folder(String path, TreeChange.Kind kind) throws IOException {
            Optional<Fd> opened = FolderWalk.openIfThere(files, root, path);
            if (opened.isPresent()) {
                try (Fd folder = opened.get()) {
                    entries.pack(path, folder, "");
                }
            }
        }

        @Override
        public void leaf(Fd folder, String path, TreeChange.Kind kind) throws IOException {
            entries.pack(path, folder, TreePaths.base(path));
        }

        @Override
        public void deleted(String path) throws IOException {
            mark(TreePaths.folder(path), AufsStyle.WHITEOUT + TreePaths.base(path));
        }

        @Override
        public void opaque(String path) throws IOException {
            mark(path, AufsStyle.OPAQUE);
        }

        /** The mark of its folder says it. */
        @Override
        public void hidden(String path) {}

        /** Docker gives whiteouts the time of the packing; then no two layers of a tree would be the same. */
        private void mark(String folder, String name) throws IOException {
            entries.packHead(TarHead.empty(TreePaths.join(folder, name), Instant.EPOCH));
        }
    }
}
