package dev.wharf.snapshots;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The snapshots that are there, as read from disk when the driver was opened. Thread-safe. */
final class SnapshotIndex {
    private final Map<SnapshotRef, Snapshot> snapshots = new ConcurrentHashMap<>();

    SnapshotIndex(Collection<Snapshot> found) {
        found.forEach(this::add);
    }

    void add(Snapshot snapshot) {
        snapshots.put(snapshot.ref(), snapshot);
    }

    void remove(Snapshot snapshot) {
        snapshots.remove(snapshot.ref());
    }

    Optional<Snapshot> find(SnapshotRef ref) {
        return Optional.ofNullable(snapshots.get(ref));
    }

    /** The snapshot, or NOT_FOUND. */
    Snapshot require(SnapshotRef ref) {
        return find(ref)
                .orElseThrow(() -> new DriverException(Kind.NOT_FOUND, "no such " + kind(ref) + ": " + ref.value()));
    }

    /** Nothing, or ALREADY_EXISTS. */
    void requireAbsent(SnapshotRef ref) {
        if (snapshots.containsKey(ref)) {
            throw new DriverException(Kind.ALREADY_EXISTS, kind(ref) + " exists already: " + ref.value());
        }
    }

    /** Nothing, or IN_USE. */
    void requireChildless(Snapshot snapshot) {
        for (Snapshot each : snapshots.values()) {
            if (each.parent().filter(snapshot.ref()::equals).isPresent()) {
                throw new DriverException(
                        Kind.IN_USE,
                        kind(snapshot.ref()) + " " + snapshot.ref().value() + " has a child: "
                                + each.ref().value());
            }
        }
    }

    /** The layers below a snapshot, from the top to the base. */
    List<Snapshot> lowers(Optional<LayerId> parent) {
        List<Snapshot> lowers = new ArrayList<>();
        for (Optional<LayerId> next = parent; next.isPresent(); ) {
            Snapshot lower = require(next.get());
            lowers.add(lower);
            next = lower.parent();
        }
        return lowers;
    }

    List<SnapshotInfo> infos() {
        return snapshots.values().stream().map(Snapshot::info).toList();
    }

    private static String kind(SnapshotRef ref) {
        return ref instanceof LayerId ? "layer" : "snapshot";
    }
}
