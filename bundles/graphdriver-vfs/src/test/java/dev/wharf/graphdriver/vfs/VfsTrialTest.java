package dev.wharf.graphdriver.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Linux;
import dev.wharf.spi.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VfsTrialTest {
    @TempDir
    Path state;

    @Test
    void aFolderThatIsNotThereIsTold() {
        Path absent = state.resolve("absent");

        assertThat(new VfsTrial(Linux.kernel(), absent).run())
                .isInstanceOfSatisfying(Probe.Unsupported.class, unsupported -> assertThat(unsupported.reason())
                        .startsWith("copies cannot be kept at " + absent)
                        .contains("no such file"));
    }

    @Test
    @Tag("privileged")
    void aFileSystemWithoutOwnersIsTold() {
        assertThat(new VfsTrial(Linux.kernel(), Path.of("/proc/sys")).run())
                .isInstanceOfSatisfying(Probe.Unsupported.class, unsupported -> assertThat(unsupported.reason())
                        .startsWith("copies cannot be kept at /proc/sys"));
    }

    @Test
    @Tag("privileged")
    void aTrialLeavesNothing() throws IOException {
        Files.writeString(Files.createDirectory(state.resolve("trial")).resolve("left"), "by a kill");

        assertThat(new VfsTrial(Linux.kernel(), state).run()).isEqualTo(Probe.supported());
        new VfsTrial(Linux.kernel(), state).canShare();

        assertThat(state).isEmptyDirectory();
    }
}
