package dev.wharf.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountPointsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void mountsBelowAFolderAreSeen() throws IOException {
        Path real = folder.toRealPath();
        Path mounted = Files.createDirectories(folder.resolve("a b/c"));
        Path beside = Files.createDirectories(folder.resolve("a bc"));
        MountPoints mounts = mounts("25 1 0:5 / " + real + "/a\\040b/c rw - tmpfs tmpfs rw\n");

        assertThat(mounts.anyBelow(folder)).isTrue();
        assertThat(mounts.anyBelow(mounted)).isTrue();
        assertThat(mounts.anyBelow(beside)).isFalse();
    }

    @Test
    void whoCannotTellIsCareful() {
        assertThat(new MountPoints(folder.resolve("none")).anyBelow(folder)).isTrue();
    }

    private MountPoints mounts(String table) throws IOException {
        return new MountPoints(Files.writeString(folder.resolve("table"), table));
    }
}
