package dev.wharf.spi.graph;

import dev.wharf.spi.AnswersWithin;
import dev.wharf.spi.Driver;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.Usage;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Stores layers and snapshots in the driver's state folder. Keeps nothing in memory that it cannot rebuild from there.
 * After a SIGKILL at any instant every snapshot is whole or not there; what is half made or half deleted is swept when the
 * driver is opened again. {@code GraphDriverConformance} in the test kit states all this as tests.
 */
@ConsumerType
public interface GraphDriver extends Driver {

    /**
     * Makes a writable snapshot on a layer, or an empty one.
     *
     * @return what to mount, in order, to see and write the snapshot
     * @throws dev.wharf.spi.DriverException ALREADY_EXISTS for the key, NOT_FOUND for the parent, EXHAUSTED when the disk
     *     is full or the stack has more layers than the driver can mount (128 are always possible), CANCELLED, INTERNAL
     */
    @AnswersWithin(seconds = AnswersWithin.LONG)
    List<Mount> prepare(SnapshotKey key, Optional<LayerId> parent);

    /**
     * Makes a read-only snapshot of a layer; it cannot be committed.
     *
     * @throws dev.wharf.spi.DriverException ALREADY_EXISTS for the key, NOT_FOUND for the parent, EXHAUSTED, INTERNAL
     */
    @AnswersWithin(seconds = AnswersWithin.LONG)
    List<Mount> view(SnapshotKey key, LayerId parent);

    /**
     * The same answer as that of {@code prepare} or {@code view}, again.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND
     */
    List<Mount> mounts(SnapshotKey key);

    /**
     * Freezes an active snapshot under a layer id; the key is gone afterwards. When the method returns, the layer with all
     * its content survives a power loss. The engine has taken the snapshot's mounts away before.
     *
     * @throws dev.wharf.spi.DriverException ALREADY_EXISTS for the layer, NOT_FOUND for the key, FAILED_PRECONDITION
     *     for a view, INTERNAL
     */
    @AnswersWithin(seconds = AnswersWithin.LONG)
    void commit(LayerId layer, SnapshotKey key);

    /**
     * Deletes a snapshot. Removing what is not there succeeds.
     *
     * @throws dev.wharf.spi.DriverException IN_USE while it has children, INTERNAL
     */
    @AnswersWithin(seconds = AnswersWithin.LONG)
    void remove(SnapshotRef ref);

    /** What is known about a snapshot, or empty. */
    Optional<SnapshotInfo> stat(SnapshotRef ref);

    /**
     * Apparent bytes and inodes of this snapshot alone, without its parents. May be slow; interruption ends it.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND, CANCELLED, INTERNAL
     */
    @AnswersWithin(seconds = AnswersWithin.LONG)
    Usage usage(SnapshotRef ref);

    /** All snapshots, for recovery and garbage collection. */
    List<SnapshotInfo> list();

    /** What {@code docker info} shows below the driver, in order. */
    List<NamedValue> status();

    /**
     * What {@code docker inspect} shows under GraphDriver.Data.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND
     */
    List<NamedValue> details(SnapshotRef ref);

    /**
     * The folder where the content of an active snapshot can be written, or that of a committed layer can be read,
     * without a mount.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND, FAILED_PRECONDITION for a view
     */
    WritableFolder writableFolder(SnapshotRef ref);
}
