package dev.wharf.archive.pack;

import dev.wharf.archive.pack.ChangedFolder.Below;
import dev.wharf.linux.Fd;
import dev.wharf.linux.FileCalls;
import dev.wharf.linux.FileStatus;
import dev.wharf.linux.FolderEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Walks through a folder that holds nothing but changes, and looks up what it changes in the layers below. */
final class UpperWalk extends ChangeWalk {
    private final LowerLayers layers;
    private final LayerStyle style;
    private final Comparison comparison;

    /** Without layers nothing can be looked up: whiteouts are believed. */
    private final boolean believesWhiteouts;

    UpperWalk(FileCalls files, Fd root, ChangeVisitor visitor, LowerLayers layers) {
        super(files, root, visitor);
        this.layers = layers;
        this.style = layers.style().orElseThrow();
        this.comparison = new Comparison(files);
        this.believesWhiteouts = layers.all().isEmpty();
    }

    /** A folder that is visited, and what is below it. */
    private record Visit(ChangedFolder folder, Fd opened, LowerFolder lower, boolean isCovered) {
        String path(String name) {
            return TreePaths.join(folder.path(), name);
        }
    }

    @Override
    List<ChangedFolder> visit(ChangedFolder folder, Fd opened) throws IOException {
        style.check(folder.path(), opened);
        try (LowerFolder lower = layers.open(folder.path(), folder.below().layers())) {
            boolean isOpaque = style.isOpaque(opened, "") && (!lower.isEmpty() || believesWhiteouts);
            boolean wasCovered = folder.below().isCovered();
            var visit = new Visit(folder, opened, lower, wasCovered || isOpaque);
            if (visit.isCovered() || folder.isNew() || differs(visit)) {
                folder.tell(visitor);
            }
            if (isOpaque && !wasCovered) {
                visitor.opaque(folder.path());
            }
            return visitEntries(visit);
        }
    }

    private boolean differs(Visit visit) {
        FileStatus status = files.stat(visit.opened(), "").orElseThrow();
        return visit.lower().isEmpty()
                || comparison.differ(
                        new Comparison.Side(visit.opened(), "", status),
                        visit.lower().top());
    }

    private List<ChangedFolder> visitEntries(Visit visit) throws IOException {
        List<ChangedFolder> folders = new ArrayList<>();
        Set<String> hidden = visit.isCovered() ? visit.lower().names() : new TreeSet<>();
        for (FolderEntry entry : sorted(visit.opened())) {
            Optional<String> deleted =
                    style.isMeta(entry.name()) ? Optional.empty() : style.deletedBy(visit.opened(), entry);
            if (deleted.isPresent()) {
                visitDeleted(visit, deleted.get());
            } else if (!style.isMeta(entry.name())) {
                visitPresent(visit, entry).ifPresent(folders::add);
                hidden.remove(entry.name());
            }
        }
        for (String name : hidden) {
            visitor.hidden(visit.path(name));
        }
        return folders;
    }

    private void visitDeleted(Visit visit, String name) throws IOException {
        boolean wasThere = believesWhiteouts || visit.lower().find(name).isPresent();
        if (wasThere && !visit.isCovered()) {
            visit.folder().tell(visitor);
            visitor.deleted(visit.path(name));
        }
    }

    /** Tells about something new in a folder; a folder is returned instead. */
    private Optional<ChangedFolder> visitPresent(Visit visit, FolderEntry entry) throws IOException {
        Optional<LowerFolder.Found> below = visit.lower().find(entry.name());
        TreeChange.Kind kind = below.isPresent() ? TreeChange.Kind.MODIFIED : TreeChange.Kind.ADDED;
        if (isFolder(visit.opened(), entry)) {
            List<Integer> belowIn = below.map(LowerFolder.Found::layers).orElse(List.of());
            return Optional.of(visit.folder().child(entry.name(), kind, new Below(belowIn, visit.isCovered())));
        }
        visit.folder().tell(visitor);
        visitor.leaf(visit.opened(), visit.path(entry.name()), kind);
        return Optional.empty();
    }
}
