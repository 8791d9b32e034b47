package dev.wharf.engine.recovery;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.container.ContainerFolders;
import dev.wharf.engine.container.ContainerTable;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.name.Ids;
import dev.wharf.engine.volume.FolderTree;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what was made for containers that never came to be, and what is left where a container was moved from. Only names
 * of 64 hex digits are ours.
 */
final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final ContainerTable table;
    private final DriverRegistry drivers;
    private final MountPoints mounts;

    Sweep(ContainerTable table, DriverRegistry drivers) {
        this(table, drivers, MountPoints.ofHost());
    }

    Sweep(ContainerTable table, DriverRegistry drivers, MountPoints mounts) {
        this.mounts = mounts;
        this.table = table;
        this.drivers = drivers;
    }

    /** Removes the folders that no container has. */
    void folders() {
        DaemonSettings settings = table.settings();
        Stream.of(ContainerFolders.root(settings), settings.execRoot().resolve("containers"))
                .map(Sweep::entries)
                .flatMap(List::stream)
                .forEach(this::removeUnlessKnown);
    }

    private void removeUnlessKnown(Path folder) {
        String id = String.valueOf(folder.getFileName());
        if (Ids.isFull(id) && !table.isKnown(id)) {
            if (mounts.anyBelow(folder)) {
                LOG.warn(
                        "folder {} of a container that was never made stays: somebody has mounted something there",
                        folder);
            } else {
                LOG.info("removing a folder of a container that was never made: {}", folder);
                delete(folder);
            }
        }
    }

    /** Removes the snapshots of a driver that no container has there. */
    void snapshots(String driver) {
        drivers.graph().call(driver, graph -> {
            graph.list().stream().map(SnapshotInfo::ref).forEach(ref -> sweep(driver, graph, ref));
            return Boolean.TRUE;
        });
    }

    private void sweep(String driver, GraphDriver graph, SnapshotRef ref) {
        String id = ref.value();
        if (!(ref instanceof SnapshotKey) || !Ids.isFull(id)) {
            return;
        }
        if (!table.isKnown(id)) {
            LOG.info("removing the snapshot of a container that was never made: {}", id);
            graph.remove(ref);
        }
        table.byId(id).ifPresent(owner -> owner.stepIfFree(() -> removeCopy(driver, graph, ref, owner)));
    }

    /** One that is busy is perhaps just being moved; what is left then goes at the next start. */
    private static void removeCopy(String driver, GraphDriver graph, SnapshotRef ref, LiveContainer owner) {
        if (!owner.record().graphDriver().equals(driver)) {
            LOG.info("removing what a move of container {} left in graph driver {}", owner.id(), driver);
            graph.remove(ref);
        }
    }

    private static List<Path> entries(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.toList();
        } catch (IOException e) {
            LOG.warn("folders of containers: {}", e.getMessage());
            return List.of();
        }
    }

    private static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            LOG.warn("folder {}: {}", folder, e.getMessage());
        }
    }
}
