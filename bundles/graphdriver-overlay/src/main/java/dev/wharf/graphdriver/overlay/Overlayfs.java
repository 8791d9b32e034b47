package dev.wharf.graphdriver.overlay;

import dev.wharf.linux.Kernel;
import dev.wharf.snapshots.BackingFileSystem;
import dev.wharf.snapshots.Snapshot;
import dev.wharf.snapshots.SnapshotLayout;
import dev.wharf.snapshots.SnapshotPlace;
import dev.wharf.snapshots.UnionFileSystem;
import dev.wharf.snapshots.UnionGraphDriver;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is special about the kernel's overlayfs. */
final class Overlayfs implements UnionFileSystem {
    private final Path stateFolder;
    private final OverlayMounts mounts;

    private Overlayfs(Path stateFolder, OverlayMounts mounts) {
        this.stateFolder = stateFolder;
        this.mounts = mounts;
    }

    /** Opens the driver on its state folder. */
    static GraphDriver open(Kernel kernel, DriverContext context) {
        var mounts = OverlayMounts.forKernel(context.stateFolder(), KernelFeatures.PARAMETERS);
        return UnionGraphDriver.open(kernel, context, new Overlayfs(context.stateFolder(), mounts));
    }

    /** It works in a folder of its own beside the upper one, and wants a lower one always. */
    @Override
    public SnapshotLayout layout() {
        return new SnapshotLayout(List.of(OverlayMounts.WORK), true);
    }

    @Override
    public Whiteouts whiteouts() {
        return Whiteouts.OVERLAY;
    }

    /** None: what it keeps for itself lies in its work folder. */
    @Override
    public Set<String> ownNames() {
        return Set.of();
    }

    @Override
    public void checkDepth(SnapshotInfo.Kind kind, List<Snapshot> lowers) {
        OverlayMounts.checkDepth(lowers);
    }

    @Override
    public List<Mount> mounts(Snapshot snapshot, List<Snapshot> lowers) {
        return mounts.of(snapshot, lowers);
    }

    /** As Docker's overlay2 shows it; a file system without d_type did not get through the probe. */
    @Override
    public List<NamedValue> status(List<SnapshotInfo> snapshots) {
        return List.of(
                new NamedValue("Backing Filesystem", BackingFileSystem.of(stateFolder)),
                new NamedValue("Supports d_type", "true"));
    }

    /** The names are those of Docker's overlay2. */
    @Override
    public List<NamedValue> details(Snapshot snapshot, List<Snapshot> lowers) {
        SnapshotPlace place = snapshot.place();
        List<NamedValue> details = new ArrayList<>();
        if (!lowers.isEmpty()) {
            String joined =
                    lowers.stream().map(each -> absolute(each.place().diff())).collect(Collectors.joining(":"));
            details.add(new NamedValue("LowerDir", joined));
        }
        details.add(new NamedValue("MergedDir", absolute(place.in("merged"))));
        if (snapshot.kind() != SnapshotInfo.Kind.VIEW) {
            details.add(new NamedValue("UpperDir", absolute(place.diff())));
            details.add(new NamedValue("WorkDir", absolute(place.in(OverlayMounts.WORK))));
        }
        return details;
    }

    private String absolute(String path) {
        return stateFolder.resolve(path).toString();
    }
}
