package dev.wharf.archive.pack;

import dev.wharf.archive.pack.ChangedFolder.Below;
import dev.wharf.archive.pack.Comparison.Side;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FolderEntry;
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
            return visitNew(folder, opened);
        }
        try (LowerFolder below = parent.open(folder.path(), folder.below().layers())) {
            return below.isEmpty() ? visitNew(folder, opened) : visitBoth(folder, opened, below.top());
        }
    }

    private List<ChangedFolder> visitNew(ChangedFolder folder, Fd opened) throws IOException {
        folder.tell(visitor);
        List<ChangedFolder> folders = new ArrayList<>();
        for (FolderEntry entry : sorted(opened)) {
            if (isFolder(opened, entry)) {
                folders.add(folder.child(entry.name(), TreeChange.Kind.ADDED, Below.NOTHING));
            } else {
                tellLeaf(folder, opened, new TreeChange(entry.name(), TreeChange.Kind.ADDED));
            }
        }
        return folders;
    }

    private List<ChangedFolder> visitBoth(ChangedFolder folder, Fd opened, Side old) throws IOException {
        if (comparison.differ(side(opened, "").orElseThrow(), old)) {
            folder.tell(visitor);
        }
        List<ChangedFolder> folders = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(files.list(opened));
        names.addAll(files.list(old.folder()));
        for (String name : names) {
            Optional<Side> now = side(opened, name);
            Optional<Side> before = side(old.folder(), name);
            if (now.isPresent() && before.isPresent()) {
                visitKept(folder, now.get(), before.get()).ifPresent(folders::add);
            } else if (now.isPresent()) {
                visitAdded(folder, now.get()).ifPresent(folders::add);
            } else if (before.isPresent()) {
                folder.tell(visitor);
                visitor.deleted(TreePaths.join(folder.path(), name));
            }
        }
        return folders;
    }

    private Optional<Side> side(Fd opened, String name) {
        Optional<FileStatus> status = files.stat(opened, name);
        return status.map(each -> new Side(opened, name, each));
    }

    private Optional<ChangedFolder> visitAdded(ChangedFolder folder, Side now) throws IOException {
        if (now.status().isFolder()) {
            return Optional.of(folder.child(now.name(), TreeChange.Kind.ADDED, Below.NOTHING));
        }
        tellLeaf(folder, now.folder(), new TreeChange(now.name(), TreeChange.Kind.ADDED));
        return Optional.empty();
    }

    private Optional<ChangedFolder> visitKept(ChangedFolder folder, Side now, Side before) throws IOException {
        if (now.status().isFolder()) {
            Below below = before.status().isFolder() ? new Below(parent.all(), false) : Below.NOTHING;
            return Optional.of(folder.child(now.name(), TreeChange.Kind.MODIFIED, below));
        }
        if (comparison.differ(now, before)) {
            tellLeaf(folder, now.folder(), new TreeChange(now.name(), TreeChange.Kind.MODIFIED));
        }
        return Optional.empty();
    }

    /** The path of the change is the name in the folder. */
    private void tellLeaf(ChangedFolder folder, Fd opened, TreeChange leaf) throws IOException {
        folder.tell(visitor);
        visitor.leaf(opened, TreePaths.join(folder.path(), leaf.path()), leaf.kind());
    }
}
