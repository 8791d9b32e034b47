package dev.wharf.snapshots;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** What is different from one union file system to another. All paths are relative to the state folder. Thread-safe. */
@ConsumerType
public interface UnionFileSystem {

    /** What it wants in the state folder beside the changes. */
    SnapshotLayout layout();

    /** How it marks in a layer what is gone. */
    Whiteouts whiteouts();

    /**
     * What it keeps for itself in the root of a folder that it writes to: nobody counts these names, and a commit deletes
     * them.
     */
    Set<String> ownNames();

    /**
     * Refuses a snapshot on so many layers, before it is made.
     *
     * @param lowers the layers below, from the top to the base
     * @throws DriverException EXHAUSTED
     */
    void checkDepth(SnapshotInfo.Kind kind, List<Snapshot> lowers);

    /**
     * The mounts of a snapshot.
     *
     * @param lowers the layers below, from the top to the base
     * @throws DriverException EXHAUSTED when the options have no room
     */
    List<Mount> mounts(Snapshot snapshot, List<Snapshot> lowers);

    /**
     * What {@code docker info} shows below the driver.
     *
     * @param snapshots all that there are
     */
    List<NamedValue> status(List<SnapshotInfo> snapshots);

    /**
     * What {@code docker inspect} shows of a snapshot.
     *
     * @param lowers the layers below, from the top to the base
     */
    List<NamedValue> details(Snapshot snapshot, List<Snapshot> lowers);
}
