package dev.wharf.archive.pack;

import static java.util.Objects.requireNonNull;

import dev.wharf.archive.Whiteouts;
import java.nio.file.Path;
import java.util.List;

/**
 * A tree and what it stands on.
 *
 * @param folder that holds what changed; with {@link Whiteouts#NONE} the whole tree
 * @param whiteouts how a deleted entry is written there, and in the folders below
 * @param below folders of the layers below, the uppermost first; with {@link Whiteouts#NONE} the whole tree of the
 *     parent or nothing. Where there are none, all that the folder holds was added
 */
public record ChangedTree(Path folder, Whiteouts whiteouts, List<Path> below) {
    /** Checks and copies. */
    public ChangedTree {
        requireNonNull(folder, "folder");
        requireNonNull(whiteouts, "whiteouts");
        below = List.copyOf(below);
        if (whiteouts == Whiteouts.NONE && below.size() > 1) {
            throw new IllegalArgumentException("a whole tree has one parent, not " + below.size());
        }
    }
}
