package dev.wharf.images.layer;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.spi.graph.WritableFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a snapshot and the layers below it lie.
 *
 * @param folder of the snapshot
 * @param below folders of the layers below, the uppermost first; where folders hold whole trees, that of the parent alone
 */
public record SnapshotTree(WritableFolder folder, List<Path> below) {
    /** Checks and copies. */
    public SnapshotTree {
        requireNonNull(folder, "folder");
        below = List.copyOf(below);
    }

    /**
     * Asks a driver.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND, FAILED_PRECONDITION for a view
     */
    public static SnapshotTree of(GraphDriver graph, SnapshotRef ref) {
        WritableFolder folder = graph.writableFolder(ref);
        boolean isWhole = folder.whiteouts() == WritableFolder.Whiteouts.NONE;
        List<Path> below = new ArrayList<>();
        Optional<LayerId> layer = graph.stat(ref).flatMap(SnapshotInfo::parent);
        while (layer.isPresent()) {
            below.add(graph.writableFolder(layer.get()).path());
            layer = isWhole ? Optional.empty() : graph.stat(layer.get()).flatMap(SnapshotInfo::parent);
        }
        return new SnapshotTree(folder, below);
    }

    /** Whether the folder holds the whole tree, and not only what differs from the layers below. */
    public boolean isWhole() {
        return folder.whiteouts() == WritableFolder.Whiteouts.NONE;
    }
}
