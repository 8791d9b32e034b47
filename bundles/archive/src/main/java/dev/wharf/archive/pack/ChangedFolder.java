package dev.wharf.archive.pack;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A folder on the way through a tree, which is told when it, or the first thing in it, turns out to be changed. */
final class ChangedFolder {
    private final Optional<ChangedFolder> parent;
    private final String path;
    private final TreeChange.Kind kind;
    private final Below below;
    private boolean told;

    /**
     * What stands below a folder.
     *
     * @param layers those that have a folder there, by number, the uppermost first
     * @param isCovered whether they are hidden by the folder, or by one above it
     */
    record Below(List<Integer> layers, boolean isCovered) {
        /** Nothing. */
        static final Below NOTHING = new Below(List.of(), false);

        Below {
            layers = List.copyOf(layers);
        }
    }

    private ChangedFolder(Optional<ChangedFolder> parent, String path, TreeChange.Kind kind, Below below) {
        this.parent = parent;
        this.path = path;
        this.kind = kind;
        this.below = below;
    }

    /** The root, which is never told. */
    static ChangedFolder root(List<Integer> layers) {
        var root = new ChangedFolder(Optional.empty(), "", TreeChange.Kind.MODIFIED, new Below(layers, false));
        root.told = true;
        return root;
    }

    /** A folder in this one. */
    ChangedFolder child(String name, TreeChange.Kind newKind, Below newBelow) {
        requireNonNull(newBelow, "newBelow");
        return new ChangedFolder(Optional.of(this), TreePaths.join(path, name), newKind, newBelow);
    }

    /** From the root of the tree. */
    String path() {
        return path;
    }

    /** What stands below. */
    Below below() {
        return below;
    }

    /** Whether it must be told even if its attributes are those of the folder below. */
    boolean isNew() {
        return below.layers().isEmpty() || below.isCovered();
    }

    /** Tells a visitor that it changed, if that was not told yet; its parents first. */
    void tell(ChangeVisitor visitor) throws IOException {
        if (!told) {
            told = true;
            if (parent.isPresent()) {
                parent.get().tell(visitor);
            }
            visitor.folder(path, kind);
        }
    }
}
