package dev.wharf.archive.pack;

import static java.util.Objects.requireNonNull;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tells what changed in a tree. The rules are those of Docker 1.9.1 (pkg/archive/changes.go, ChangesDirs) for all styles: a
 * folder in which something changed is modified, a deleted folder is told once, what was deleted and made anew is modified.
 * Thread-safe.
 */
public final class TreeChanges {
    private final Kernel kernel;

    /** Looks through a kernel. */
    public TreeChanges(Kernel kernel) {
        this.kernel = requireNonNull(kernel, "kernel");
    }

    /**
     * The changed paths, sorted by their bytes, so that a folder comes before what it holds.
     *
     * @throws dev.wharf.linux.LinuxException when a folder cannot be read; ENAMETOOLONG and ENOMEM when the tree is too
     *     deep or too wide
     * @throws dev.wharf.archive.ArchiveException UNSUPPORTED when overlayfs was mounted with features that make a layer
     *     depend on others
     */
    public List<TreeChange> of(ChangedTree tree) {
        var list = new Listing();
        try {
            ChangeWalk.walk(kernel, tree, list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        list.changes.sort(Comparator.comparing(TreeChange::path, TreePaths::compare));
        return list.changes;
    }

    /** Gathers all changes. */
    private static final class Listing implements ChangeVisitor {
        private final List<TreeChange> changes = new ArrayList<>();

        @Override
        public void folder(String path, TreeChange.Kind kind) {
            add(path, kind);
        }

        @Override
        public void leaf(Fd folder, String path, TreeChange.Kind kind) {
            add(path, kind);
        }

        @Override
        public void deleted(String path) {
            add(path, TreeChange.Kind.DELETED);
        }

        /** The folder itself is told as modified. */
        @Override
        public void opaque(String path) {}

        @Override
        public void hidden(String path) {
            add(path, TreeChange.Kind.DELETED);
        }

        private void add(String path, TreeChange.Kind kind) {
            changes.add(new TreeChange('/' + path, kind));
        }
    }
}
