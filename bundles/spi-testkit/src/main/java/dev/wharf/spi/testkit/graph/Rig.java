package dev.wharf.spi.testkit.graph;

import dev.wharf.linux.Fd;
import dev.wharf.linux.FileTree;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.Mount;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A fresh folder with an open driver, for one test. For one thread, but the driver may be used by others. */
final class Rig implements AutoCloseable {
    private final GraphDriverConformance suite;
    private final Path root;
    private final Path folder;
    private final FakeContext context;
    private final Deque<MountedTree> mounts = new ArrayDeque<>();
    private GraphDriver driver;
    private int number;

    /** Makes the folders and opens the driver. */
    Rig(GraphDriverConformance suite) throws IOException {
        this(suite, "");
    }

    /** As the other, in a folder below the fresh one, so that all paths are long. */
    Rig(GraphDriverConformance suite, String below) throws IOException {
        this.suite = suite;
        this.root = Files.createTempDirectory(suite.rootFolder(), "wharf-kit-");
        this.folder = Files.createDirectories(root.resolve(below));
        this.context = new FakeContext(folder("state"), folder("run"), Runnable::run);
        this.driver = open();
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private GraphDriver open() {
        return suite.provider().open(context, suite.options());
    }

    Path folder() {
        return folder;
    }

    GraphDriver driver() {
        return driver;
    }

    /** As after an update of the driver. */
    void reopen() {
        driver.close();
        driver = open();
    }

    /** As after a SIGKILL of the daemon: nobody closes the driver that was open. */
    void reopenAfterKill() {
        driver = open();
    }

    /** Makes a layer whose content is written to the driver's folder, without a mount. */
    LayerId layer(String id, Optional<LayerId> parent, Tree.Work work) throws IOException {
        var layer = new LayerId(id);
        var key = new SnapshotKey("for-" + number++);
        driver.prepare(key, parent);
        work.in(new Tree(driver.writableFolder(key).path()));
        driver.commit(layer, key);
        return layer;
    }

    /** Makes a layer with nothing in it. */
    LayerId layer(String id, Optional<LayerId> parent) throws IOException {
        return layer(id, parent, tree -> {});
    }

    /** Mounts; the test or the end of the test takes it away. */
    MountedTree mount(List<Mount> described) throws IOException {
        var mounted = new MountedTree(described, folder("mount-" + number++));
        mounts.push(mounted);
        return mounted;
    }

    /** Works in a snapshot while it is mounted. */
    void mounted(List<Mount> described, Tree.Work work) throws IOException {
        try (MountedTree mounted = mount(described)) {
            work.in(mounted.tree());
        }
    }

    /** Unmounts, closes the driver and removes the folders. */
    @Override
    public void close() {
        try {
            mounts.forEach(Rig::unmount);
            driver.close();
        } finally {
            Kernel kernel = Linux.kernel();
            try (Fd above = kernel.files().open(suite.rootFolder().toString(), Flags.O_RDONLY, 0)) {
                FileTree.remove(kernel.files(), above, root.getFileName().toString());
            }
        }
    }

    /** A mount that is busy goes when its last user goes. */
    private static void unmount(MountedTree mounted) {
        try {
            mounted.close();
        } catch (LinuxException e) {
            Linux.kernel().mounts().unmount(mounted.tree().root().toString(), Flags.MNT_DETACH);
        }
    }
}
