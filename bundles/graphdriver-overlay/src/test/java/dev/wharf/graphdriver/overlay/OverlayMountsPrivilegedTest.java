package dev.wharf.graphdriver.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.linux.MountCalls;
import dev.wharf.spi.Mount;
import dev.wharf.spi.Probe;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Carries out the mounts that the driver describes. */
@Tag("privileged")
class OverlayMountsPrivilegedTest {
    private static final SnapshotKey KEY = new SnapshotKey("key");
    private static final LayerId BASE = new LayerId("base");
    private static final LayerId TOP = new LayerId("top");

    private final MountCalls calls = Linux.kernel().mounts();

    @TempDir
    Path temp;

    private Path state;
    private Path merged;
    private GraphDriver driver;
    private boolean mounted;

    @BeforeEach
    void open() throws IOException {
        state = Files.createDirectory(temp.resolve("state"));
        merged = Files.createDirectory(temp.resolve("merged"));
        driver = new OverlayProvider().open(new FakeContext(state), Map.of());
    }

    @AfterEach
    void close() {
        unmount();
        driver.close();
    }

    @Test
    void theProbeSucceedsAndLeavesNothing() throws IOException {
        Path other = Files.createDirectory(temp.resolve("other"));

        Probe probe = new OverlayProvider().probe(new FakeContext(other));

        assertThat(probe).isEqualTo(Probe.supported());
        assertThat(other).isEmptyDirectory();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(other.toString());
    }

    @Test
    void theProbeTellsThatOverlayfsDoesNotWorkOnItself() throws IOException {
        mount(driver.prepare(KEY, Optional.empty()));
        Path inside = Files.createDirectory(merged.resolve("inside"));

        Probe probe = new OverlayProvider().probe(new FakeContext(inside));

        assertThat(probe)
                .isInstanceOfSatisfying(Probe.Unsupported.class, unsupported -> assertThat(unsupported.reason())
                        .contains("overlayfs does not work on overlayfs at " + inside));
        assertThat(inside).isEmptyDirectory();
    }

    @Test
    void changesGoIntoTheSnapshotAlone() throws IOException {
        base();
        mount(driver.prepare(KEY, Optional.of(BASE)));

        Files.writeString(merged.resolve("d/f"), "changed");
        Files.delete(merged.resolve("gone"));
        Files.createLink(merged.resolve("hard"), merged.resolve("d/f"));
        unmount();

        assertThat(state.resolve("diff/1.0/d/f")).hasContent("old");
        assertThat(state.resolve("diff/1.0/gone")).exists();
        assertThat(state.resolve("diff/2.1/d/f")).hasContent("changed");
        mount(driver.mounts(KEY));
        assertThat(names(merged)).containsExactly("d", "hard");
        assertThat(merged.resolve("hard")).hasContent("changed");
    }

    @Test
    void aFolderMadeAnewHidesTheOldContent() throws IOException {
        base();
        mount(driver.prepare(KEY, Optional.of(BASE)));
        Files.delete(merged.resolve("d/f"));
        Files.delete(merged.resolve("d"));
        Files.createDirectory(merged.resolve("d"));
        Files.writeString(merged.resolve("d/g"), "new");
        unmount();

        driver.commit(TOP, KEY);
        mount(driver.view(KEY, TOP));

        assertThat(names(merged.resolve("d"))).containsExactly("g");
    }

    @Test
    void aViewCannotBeWritten() throws IOException {
        base();

        mount(driver.view(KEY, BASE));

        assertThat(merged.resolve("d/f")).hasContent("old");
        assertThatThrownBy(() -> Files.writeString(merged.resolve("new"), "x"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("Read-only");
    }

    @Test
    void aHundredAndTwentySevenLayersAreMounted() throws IOException {
        Optional<LayerId> parent = Optional.empty();
        for (int i = 0; i < 127; i++) {
            driver.prepare(KEY, parent);
            Files.writeString(driver.writableFolder(KEY).path().resolve("file" + i), "x");
            Files.writeString(driver.writableFolder(KEY).path().resolve("top"), "layer " + i);
            LayerId layer = new LayerId("layer" + i);
            driver.commit(layer, KEY);
            parent = Optional.of(layer);
        }

        mount(driver.prepare(KEY, parent));

        assertThat(names(merged)).hasSize(128);
        assertThat(merged.resolve("top")).hasContent("layer 126");
    }

    private void base() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Path folder = driver.writableFolder(KEY).path();
        Files.createDirectory(folder.resolve("d"));
        Files.writeString(folder.resolve("d/f"), "old");
        Files.writeString(folder.resolve("gone"), "old");
        driver.commit(BASE, KEY);
    }

    /** This process cannot change its working directory: short links stand for the base. */
    private void mount(List<Mount> mounts) throws IOException {
        for (Mount mount : mounts) {
            Path base = mount.base().orElseThrow();
            try (var folder = Linux.kernel().files().open(base.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
                String options = mount.options().stream()
                        .filter(each -> !each.equals("ro"))
                        .map(each -> absolute(each, "/dev/fd/" + folder.number() + "/"))
                        .collect(Collectors.joining(","));
                int flags = mount.has("ro") ? Flags.MS_RDONLY : 0;
                calls.mount(mount.source(), merged.toString(), mount.type(), flags, options);
            }
            mounted = true;
        }
    }

    private static String absolute(String option, String base) {
        int equals = option.indexOf('=') + 1;
        if (!option.contains("dir=") || option.startsWith("redirect_dir=")) {
            return option;
        }
        return option.substring(0, equals) + base + option.substring(equals).replace(":", ":" + base);
    }

    private void unmount() {
        if (mounted) {
            calls.unmount(merged.toString(), 0);
            mounted = false;
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
