package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployFolderTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aFolderThatOthersCanWriteIsRefused() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));

        assertThatThrownBy(() -> DeployFolder.check(folder)).hasMessageContaining("is writable by others: chmod go-w");
    }

    @Test
    void aFolderBelowOneThatOthersCanWriteIsRefused() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> DeployFolder.check(folder.resolve("deploy")))
                .hasMessageContaining(folder + " is writable by others");
    }

    @Test
    void aMissingFolderIsMade() {
        Path deploy = folder.resolve("deploy");

        DeployFolder.check(deploy);

        assertThat(deploy).isDirectory();
    }
}
