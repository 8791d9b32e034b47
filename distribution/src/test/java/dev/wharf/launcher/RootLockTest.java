package dev.wharf.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootLockTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aSecondDaemonIsRefusedAndToldWhoHoldsTheRoot() {
        try (RootLock lock = RootLock.take(folder)) {
            assertThatThrownBy(() -> RootLock.take(folder))
                    .hasMessageContaining(
                            "another wharfd (process " + ProcessHandle.current().pid() + ") uses " + folder)
                    .isInstanceOf(UsageException.class);
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void aRootThatWasGivenBackCanBeTaken() {
        RootLock.take(folder).close();

        RootLock.take(folder).close();
    }

    @Test
    void aNewRootIsClosedToOthers() throws IOException {
        Path root = folder.resolve("new");

        RootLock.take(root).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx--x---");
    }
}
