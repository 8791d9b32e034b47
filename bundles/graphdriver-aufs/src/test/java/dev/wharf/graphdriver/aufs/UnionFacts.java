package dev.wharf.graphdriver.aufs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.archive.LayerUnpacker;
import dev.wharf.archive.UnpackLimits;
import dev.wharf.archive.UnpackTarget;
import dev.wharf.archive.Whiteouts;
import dev.wharf.archive.pack.ChangedTree;
import dev.wharf.archive.pack.LayerPacker;
import dev.wharf.archive.pack.TreeChange;
import dev.wharf.archive.pack.TreeChange.Kind;
import dev.wharf.archive.pack.TreeChanges;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.spi.Mount;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.spi.testkit.FakeContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layers, what the archive code makes of them, and what AUFS shows of them, taken together. */
abstract class UnionFacts {
    private static final SnapshotKey KEY = new SnapshotKey("key");
    private static final LayerId BASE = new LayerId("base");

    @TempDir
    Path temp;

    private final Kernel kernel;
    private final AufsKernel aufs;
    private boolean mounted;
    private Path merged;
    private GraphDriver driver;

    UnionFacts(Kernel kernel, AufsKernel aufs) {
        this.kernel = kernel;
        this.aufs = aufs;
    }

    @BeforeEach
    void open() throws IOException {
        merged = Files.createDirectory(temp.resolve("merged"));
        Path state = Files.createDirectory(temp.resolve("state"));
        driver = Aufs.open(kernel, new FakeContext(state), aufs);
        driver.prepare(KEY, Optional.empty());
        write(folder(KEY), "f", "base");
        write(folder(KEY), "d/g", "base");
        write(folder(KEY), "e/h", "base");
        driver.commit(BASE, KEY);
    }

    @AfterEach
    void close() {
        if (mounted) {
            kernel.mounts().unmount(merged.toString(), 0);
        }
        driver.close();
    }

    @Test
    void whatTheSnapshotDeletesIsNotSeen() throws IOException {
        List<Mount> mounts = driver.prepare(KEY, Optional.of(BASE));
        deleteAndReplace(folder(KEY));

        mount(mounts);

        assertThat(tree(merged)).containsExactly("d", "d/new", "e", "e/h");
    }

    @Test
    void theChangesAreThoseThatTheMountShows() throws IOException {
        driver.prepare(KEY, Optional.of(BASE));
        deleteAndReplace(folder(KEY));

        assertThat(new TreeChanges(Linux.kernel()).of(changed()))
                .containsExactly(
                        new TreeChange("/d", Kind.MODIFIED),
                        new TreeChange("/d/g", Kind.DELETED),
                        new TreeChange("/d/new", Kind.ADDED),
                        new TreeChange("/f", Kind.DELETED));
    }

    @Test
    void aPackedLayerIsTheSameBranchWhereItIsUnpacked() throws IOException {
        driver.prepare(KEY, Optional.of(BASE));
        deleteAndReplace(folder(KEY));
        var tar = new ByteArrayOutputStream();
        new LayerPacker(Linux.kernel()).pack(changed(), tar);
        var copy = new SnapshotKey("copy");
        List<Mount> mounts = driver.prepare(copy, Optional.of(BASE));

        var target = new UnpackTarget(folder(copy), Whiteouts.AUFS, List.of(folder(BASE)));
        new LayerUnpacker(Linux.kernel())
                .unpack(
                        new ByteArrayInputStream(tar.toByteArray()),
                        target,
                        UnpackLimits.none(),
                        OutputStream.nullOutputStream());

        assertThat(tree(folder(copy))).containsExactly(".wh.f", "d", "d/.wh..wh..opq", "d/new");
        mount(mounts);
        assertThat(tree(merged)).containsExactly("d", "d/new", "e", "e/h");
    }

    @Test
    void aStackOfAllBranchesIsSeenInItsOrder() throws IOException {
        Optional<LayerId> top = Optional.of(BASE);
        for (int i = 1; i < 126; i++) {
            var layer = new LayerId("layer" + i);
            driver.prepare(KEY, top);
            write(folder(KEY), "f", "layer " + i);
            write(folder(KEY), "file" + i, "");
            driver.commit(layer, KEY);
            top = Optional.of(layer);
        }

        mount(driver.prepare(KEY, top));

        assertThat(merged.resolve("f")).hasContent("layer 125");
        assertThat(merged.toFile().list()).hasSize(128);
    }

    /** As AUFS leaves it when a file was deleted and a folder was made again. */
    private static void deleteAndReplace(Path folder) throws IOException {
        write(folder, ".wh..wh.aufs", "");
        write(folder, ".wh..wh.plnk/12.34", "plink");
        write(folder, ".wh..wh.orph/ab", "orphan");
        write(folder, ".wh.f", "");
        write(folder, "d/.wh..wh..opq", "");
        write(folder, "d/new", "new");
    }

    private ChangedTree changed() {
        return new ChangedTree(folder(KEY), Whiteouts.AUFS, List.of(folder(BASE)));
    }

    private Path folder(SnapshotRef ref) {
        return driver.writableFolder(ref).path();
    }

    private static void write(Path folder, String name, String content) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), content);
    }

    /** As whoever carries out mounts does. */
    private void mount(List<Mount> mounts) {
        for (Mount each : mounts) {
            String base = each.base().orElseThrow().toString();
            List<String> data = each.options().stream()
                    .filter(option -> !option.equals("remount"))
                    .toList();
            int flags = each.has("remount") ? Flags.MS_REMOUNT : 0;
            try (Fd folder = Linux.kernel().files().open(base, Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
                String options = String.join(",", data);
                kernel.mounts().mountIn(folder, each.source(), merged.toString(), each.type(), flags, options);
            }
            mounted = true;
        }
    }

    private static List<String> tree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(each -> !each.equals(folder))
                    .map(each -> folder.relativize(each).toString())
                    .sorted()
                    .toList();
        }
    }
}
