package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** What cannot be started, and how it is told. */
abstract class ErrorsTopic extends ExecutionTopic {

    private void assertNotStarted(Command command, Kind kind, String message) {
        Running<Task> box = rig().create(command);

        assertThatThrownBy(box.process()::start).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e.getMessage()).contains(message);
        });
        box.end();
        assertThat(box.process().status()).isEqualTo(Task.Status.STOPPED);
        box.process().delete();
        assertThat(rig().cgroups().of("box")).isEmpty();
    }

    @Test
    void aNameThatIsNotInThePathIsNotFound() {
        assertNotStarted(Command.of("nosuch"), Kind.NOT_FOUND, "exec: \"nosuch\": executable file not found in $PATH");
    }

    @Test
    void aPathThatIsNotThereIsNotFound() {
        assertNotStarted(Command.of("/no/such"), Kind.NOT_FOUND, "exec: \"/no/such\"");
    }

    @Test
    void aFileThatIsNoProgramIsRefused() {
        assertNotStarted(Command.of("/etc/text"), Kind.INVALID_ARGUMENT, "exec: \"/etc/text\": permission denied");
    }

    @Test
    void aFolderIsRefused() {
        assertNotStarted(Command.of("/etc"), Kind.INVALID_ARGUMENT, "exec: \"/etc\"");
    }

    @Test
    void aFileOfAnUnknownFormatIsRefused() throws IOException {
        Files.writeString(rig().root().resolve("bin/odd"), "\001\002\003\004");
        Files.setPosixFilePermissions(rig().root().resolve("bin/odd"), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertNotStarted(Command.of("/bin/odd"), Kind.INVALID_ARGUMENT, "exec: \"/bin/odd\": exec format error");
    }

    @Test
    void aScriptWithoutItsInterpreterIsNotFound() throws IOException {
        Files.writeString(rig().root().resolve("bin/script"), "#!/no/such/shell\n");
        Files.setPosixFilePermissions(rig().root().resolve("bin/script"), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertNotStarted(Command.of("/bin/script"), Kind.NOT_FOUND, "exec: \"/bin/script\"");
    }

    @Test
    void anUnknownUserIsNotFound() {
        assertNotStarted(Command.of("true").user("stranger"), Kind.NOT_FOUND, "stranger");
    }

    @Test
    void anUnknownGroupIsNotFound() {
        assertNotStarted(Command.of("true").user("me:strangers"), Kind.NOT_FOUND, "strangers");
    }

    @Test
    void anUnknownFurtherGroupIsNotFound() {
        assertNotStarted(Command.of("true").groups("strangers"), Kind.NOT_FOUND, "strangers");
    }

    @Test
    void aCommandOnAMountIsFound() throws IOException {
        Files.createDirectory(rig().folder().resolve("tools"));
        Files.writeString(rig().folder().resolve("tools/tool"), "#!/bin/sh\necho from the mount\n");
        Files.setPosixFilePermissions(
                rig().folder().resolve("tools/tool"), PosixFilePermissions.fromString("rwxr-xr-x"));

        String output = rig().output(Box.of(Command.of("/tools/tool"))
                .bind(rig().folder().resolve("tools"), "/tools", "rbind", "ro", "rprivate"));

        assertThat(output).isEqualTo("from the mount\n");
    }

    @Test
    void anotherTaskCanBeStartedAfterAFailure() {
        assertNotStarted(Command.of("nosuch"), Kind.NOT_FOUND, "nosuch");

        assertThat(rig().output(Command.of("echo", "well"))).isEqualTo("well\n");
    }
}
