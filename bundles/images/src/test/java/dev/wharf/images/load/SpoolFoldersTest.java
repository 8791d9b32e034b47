package dev.wharf.images.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolFoldersTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSweepRemovesWhatACrashLeftInTheFolder() throws Exception {
        var folders = new SpoolFolders(folder.resolve("spool"));
        Path left = folders.make();
        Files.writeString(left.resolve("1"), "x");

        folders.sweep();

        assertThat(folder.resolve("spool")).isEmptyDirectory();
        assertThat(Files.getPosixFilePermissions(folder.resolve("spool"))).hasSize(3);
    }
}
