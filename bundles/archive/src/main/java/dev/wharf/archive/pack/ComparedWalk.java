package dev.wharf.archive.pack;

import dev.wharf.archive.pack.ChangeVisitor.Leaf;
import dev.wharf.archive.pack.ChangedFolder.Below;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Walks through a whole tree and that of its parent side by side. */
final class ComparedWalk extends ChangeWalk {
    private final LowerLayers parent;
    private final Comparison comparison;

    ComparedWalk(FileCalls files, Fd root, ChangeVisitor visitor, LowerLayers parent) {
        super(files, root, visitor);
        this.parent = parent;
        this.comparison = new Comparison(files);
    }

    @Override
    List<ChangedFolder> visit(ChangedFolder folder, Fd opened) throws IOException {
        if (folder.isNew()) {
            folder.tell(visitor);
            return visitNew(folder, opened);
        }
        try (LowerFolder below = parent.open(folder.path(), folder.below().layers())) {
            return below.isEmpty() ? visitNew(folder, opened) : visitBoth(folder, opened, below);
        }
    }

    private List<ChangedFolder> visitNew(ChangedFolder folder, Fd opened) throws IOException {
        List<ChangedFolder> folders = new ArrayList<>();
        for (String name : sortedNames(opened)) {
            Optional<Leaf> leaf = leaf(folder, opened, name);
            if (leaf.isPresent()) {
                visitAdded(folder, leaf.get()).ifPresent(folders::add);
            }
        }
        return folders;
    }

    private List<ChangedFolder> visitBoth(ChangedFolder folder, Fd opened, LowerFolder below) throws IOException {
        Leaf old = below.top(folder.path());
        FileStatus status = files.stat(opened, "").orElseThrow();
        if (comparison.differ(new Leaf(folder.path(), opened, "", status), old)) {
            folder.tell(visitor);
        }
        List<ChangedFolder> folders = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(files.list(opened));
        names.addAll(files.list(old.folder()));
        for (String name : names) {
            Optional<Leaf> now = leaf(folder, opened, name);
            Optional<Leaf> before = leaf(folder, old.folder(), name);
            if (now.isPresent() && before.isPresent()) {
                visitKept(folder, now.get(), before.get()).ifPresent(folders::add);
            } else if (now.isPresent()) {
                visitAdded(folder, now.get()).ifPresent(folders::add);
            } else if (before.isPresent()) {
                folder.tell(visitor);
                visitor.deleted(before.get().path());
            }
        }
        return folders;
    }

    private Optional<Leaf> leaf(ChangedFolder folder, Fd opened, String name) {
        return files.stat(opened, name)
                .map(status -> new Leaf(TreePaths.join(folder.path(), name), opened, name, status));
    }

    private Optional<ChangedFolder> visitAdded(ChangedFolder folder, Leaf now) throws IOException {
        if (now.status().isFolder()) {
            return Optional.of(folder.child(now.name(), TreeChange.Kind.ADDED, Below.NOTHING));
        }
        folder.tell(visitor);
        visitor.leaf(now, TreeChange.Kind.ADDED);
        return Optional.empty();
    }

    private Optional<ChangedFolder> visitKept(ChangedFolder folder, Leaf now, Leaf before) throws IOException {
        if (now.status().isFolder()) {
            Below below = before.status().isFolder() ? new Below(parent.all(), false) : Below.NOTHING;
            return Optional.of(folder.child(now.name(), TreeChange.Kind.MODIFIED, below));
        }
        if (comparison.differ(now, before)) {
            folder.tell(visitor);
            visitor.leaf(now, TreeChange.Kind.MODIFIED);
        }
        return Optional.empty();
    }
}
