package dev.wharf.archive;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a layer is unpacked to.
 *
 * @param folder that takes the layer; empty unless deleted entries are simply removed from it
 * @param whiteouts how a deleted entry is written there
 * @param below folders of the layers below, the uppermost first; a folder that the layer implies by a longer path, without
 *     naming it, has owner and mode from there. Without them it belongs to root and has mode 0755
 */
public record UnpackTarget(Path folder, Whiteouts whiteouts, List<Path> below) {
    /** Checks and copies. */
    public UnpackTarget {
        requireNonNull(folder, "folder");
        requireNonNull(whiteouts, "whiteouts");
        below = List.copyOf(below);
    }

    /** The last element of the folder's path. */
    String folderName() {
        return String.valueOf(folder.getFileName());
    }
}
