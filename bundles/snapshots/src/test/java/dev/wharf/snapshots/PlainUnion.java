package dev.wharf.snapshots;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A union file system that nothing can mount: its only option names all places.
 *
 * @param layout of the state folder
 */
record PlainUnion(SnapshotLayout layout) implements UnionFileSystem {
    /** As much as there can be. */
    static final PlainUnion WITH_ALL = new PlainUnion(new SnapshotLayout(List.of("work"), true));

    /** As little as there can be. */
    static final PlainUnion WITH_NOTHING = new PlainUnion(new SnapshotLayout(List.of(), false));

    static final String OWN = ".own";

    private static final int MOST_LOWERS = 3;

    @Override
    public Whiteouts whiteouts() {
        return Whiteouts.OVERLAY;
    }

    @Override
    public Set<String> ownNames() {
        return Set.of(OWN);
    }

    @Override
    public void checkDepth(SnapshotInfo.Kind kind, List<Snapshot> lowers) {
        if (lowers.size() > MOST_LOWERS) {
            throw new DriverException(DriverException.Kind.EXHAUSTED, "too deep");
        }
    }

    @Override
    public List<Mount> mounts(Snapshot snapshot, List<Snapshot> lowers) {
        List<String> places = new ArrayList<>(List.of(snapshot.place().name()));
        lowers.forEach(each -> places.add(each.place().name()));
        return List.of(new Mount("plain", "none", List.of(String.join(":", places)), Optional.empty()));
    }

    @Override
    public List<NamedValue> status(List<SnapshotInfo> snapshots) {
        return List.of(new NamedValue("Snapshots", Integer.toString(snapshots.size())));
    }

    @Override
    public List<NamedValue> details(Snapshot snapshot, List<Snapshot> lowers) {
        return List.of(new NamedValue("Lowers", Integer.toString(lowers.size())));
    }
}
