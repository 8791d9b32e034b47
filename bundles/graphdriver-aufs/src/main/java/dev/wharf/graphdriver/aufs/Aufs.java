package dev.wharf.graphdriver.aufs;

import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.snapshots.BackingFileSystem;
import dev.wharf.snapshots.Snapshot;
import dev.wharf.snapshots.SnapshotLayout;
import dev.wharf.snapshots.UnionFileSystem;
import dev.wharf.snapshots.UnionGraphDriver;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Mount;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotInfo.Kind;
import dev.wharf.spi.graph.WritableFolder.Whiteouts;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** What is special about AUFS. */
final class Aufs implements UnionFileSystem {
    /**
     * Those on which AUFS does not work: Docker 1.9.1, daemon/graphdriver/aufs/aufs.go, incompatibleFsMagic, and Docker
     * 20.10 there, which adds ecryptfs. AUFS itself adds overlayfs since Linux 4.2: fs/aufs/branch.c, test_add.
     */
    static final Set<String> UNFIT = Set.of("aufs", "btrfs", "ecryptfs", "overlayfs");

    private final Path stateFolder;
    private final AufsMounts mounts;

    private Aufs(Path stateFolder, AufsMounts mounts) {
        this.stateFolder = stateFolder;
        this.mounts = mounts;
    }

    /** Opens the driver on its state folder. */
    static GraphDriver open(Kernel kernel, DriverContext context, AufsKernel aufs) {
        boolean dirperm1 = aufs.hasAufs() && knowsDirperm1(kernel, context);
        var mounts = new AufsMounts(context.stateFolder(), context.runFolder(), dirperm1, aufs.mostBranches());
        return UnionGraphDriver.open(kernel, context, new Aufs(context.stateFolder(), mounts));
    }

    private static boolean knowsDirperm1(Kernel kernel, DriverContext context) {
        try {
            return new AufsTrial(kernel, context).knowsDirperm1();
        } catch (LinuxException e) {
            LoggerFactory.getLogger(context.loggerName()).warn("cannot try dirperm1, and do without it", e);
            return false;
        }
    }

    @Override
    public SnapshotLayout layout() {
        return new SnapshotLayout(List.of(), false);
    }

    @Override
    public Whiteouts whiteouts() {
        return Whiteouts.AUFS;
    }

    /**
     * The file that whiteouts are hard links to, and the folders for pseudo links and for what is being deleted:
     * include/uapi/linux/aufs_type.h. AUFS hides them, and so do the parts of the engine that read layers.
     */
    @Override
    public Set<String> ownNames() {
        return Set.of(".wh..wh.aufs", ".wh..wh.plnk", ".wh..wh.orph");
    }

    @Override
    public void checkDepth(Kind kind, List<Snapshot> lowers) {
        mounts.checkDepth(kind, lowers);
    }

    @Override
    public List<Mount> mounts(Snapshot snapshot, List<Snapshot> lowers) {
        return mounts.of(snapshot, lowers);
    }

    /** As Docker 1.9.1 shows it: daemon/graphdriver/aufs/aufs.go, Status. A view has no folder. */
    @Override
    public List<NamedValue> status(List<SnapshotInfo> snapshots) {
        long folders =
                snapshots.stream().filter(each -> each.kind() != Kind.VIEW).count();
        return List.of(
                new NamedValue("Root Dir", stateFolder.toString()),
                new NamedValue("Backing Filesystem", BackingFileSystem.of(stateFolder)),
                new NamedValue("Dirs", Long.toString(folders)),
                new NamedValue("Dirperm1 Supported", Boolean.toString(mounts.dirperm1())));
    }

    /** None, as with Docker 1.9.1: daemon/graphdriver/aufs/aufs.go, GetMetadata. */
    @Override
    public List<NamedValue> details(Snapshot snapshot, List<Snapshot> lowers) {
        return List.of();
    }
}
