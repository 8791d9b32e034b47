package dev.wharf.graphdriver.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import dev.wharf.linux.MountCalls;
import dev.wharf.spi.Mount;
import dev.wharf.spi.Probe;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.testkit.FakeContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What overlayfs itself does with the mounts that the driver describes, beside the contract. */
@Tag("privileged")
class OverlayMountsPrivilegedTest {
    private static final SnapshotKey KEY = new SnapshotKey("key");

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
                        .contains("overlayfs does not work on overlayfs at " + inside, "on another file system"));
        assertThat(inside).isEmptyDirectory();
    }

    /** A kernel may be built to follow redirects, also with {@code redirect_dir=off}. */
    @Test
    void aRedirectThatSomebodyElseMadeIsNotFollowed() throws IOException {
        driver.prepare(KEY, Optional.empty());
        Path base = driver.writableFolder(KEY).path();
        Files.writeString(Files.createDirectory(base.resolve("other")).resolve("f"), "x");
        driver.commit(new LayerId("base"), KEY);
        var mounts = driver.prepare(KEY, Optional.of(new LayerId("base")));
        Path folder = driver.writableFolder(KEY).path();
        Files.createDirectory(folder.resolve("redirected"));
        try (Fd fd = Linux.kernel().files().open(folder.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            byte[] target = "/other".getBytes(StandardCharsets.UTF_8);
            Linux.kernel().files().attributes().setXattr(fd, "redirected", "trusted.overlay.redirect", target);
        }

        mount(mounts);

        assertThatThrownBy(() -> Files.readString(merged.resolve("redirected/f")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("Operation not permitted");
        assertThat(merged.resolve("other/f")).hasContent("x");
    }

    private void mount(List<Mount> mounts) {
        for (Mount mount : mounts) {
            String base = mount.base().orElseThrow().toString();
            try (Fd folder = Linux.kernel().files().open(base, Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
                String options = String.join(",", mount.options());
                calls.mountIn(folder, mount.source(), merged.toString(), mount.type(), 0, options);
            }
            mounted = true;
        }
    }

    private void unmount() {
        if (mounted) {
            calls.unmount(merged.toString(), 0);
            mounted = false;
        }
    }
}
