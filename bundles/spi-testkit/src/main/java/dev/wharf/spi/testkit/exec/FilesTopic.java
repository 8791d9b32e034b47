package dev.wharf.spi.testkit.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.RootHandle;
import dev.wharf.spi.exec.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The root, mounts, devices, masked and read-only paths. */
abstract class FilesTopic extends ExecutionTopic {
    private static final Command SLEEP = Command.of("sleep", "1000");

    private Path hostFolder() throws IOException {
        Path folder = Files.createDirectories(rig().folder().resolve("shared"));
        Files.writeString(folder.resolve("file"), "of the host\n");
        return folder;
    }

    @Test
    void theRootIsTheOneThatWasGiven() {
        assertThat(rig().output(Command.of("cat", "/etc/text"))).isEqualTo("not a program\n");
    }

    @Test
    void whatIsWrittenStaysInTheRoot() {
        rig().output(Command.shell("echo text > /written"));

        assertThat(rig().root().resolve("written")).hasContent("text");
    }

    @Test
    void nothingOfTheHostIsMounted() {
        String mounts = rig().output(Command.shell("cut -d' ' -f5 /proc/self/mountinfo | sort -u"));

        assertThat(mounts.lines())
                .allMatch(path -> path.equals("/")
                        || path.startsWith("/proc")
                        || path.startsWith("/dev")
                        || path.startsWith("/sys"));
    }

    @Test
    void aReadOnlyRootCannotBeWritten() {
        assertThat(rig().output(Box.of(Command.shell("touch /x 2>&1; touch /dev/shm/y && echo shm"))
                        .readOnly()))
                .contains("Read-only file system")
                .endsWith("shm\n");
    }

    @Test
    void aBoundFolderIsTheHosts() throws IOException {
        Path folder = hostFolder();

        String output = rig().output(Box.of(Command.shell("cat /there/file; echo text > /there/new"))
                .bind(folder, "/there", "rbind", "rw", "rprivate"));

        assertThat(output).isEqualTo("of the host\n");
        assertThat(folder.resolve("new")).hasContent("text");
    }

    @Test
    void aBoundFolderCanBeReadOnly() throws IOException {
        Path folder = hostFolder();

        String output = rig().output(Box.of(Command.shell("cat /there/file; touch /there/new 2>&1; true"))
                .bind(folder, "/there", "rbind", "ro", "rprivate"));

        assertThat(output).startsWith("of the host\n").contains("Read-only file system");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void aFileCanBeBound() throws IOException {
        String output = rig().output(Box.of(Command.of("cat", "/a/b/file"))
                .bind(hostFolder().resolve("file"), "/a/b/file", "rbind", "ro", "rprivate"));

        assertThat(output).isEqualTo("of the host\n");
    }

    @Test
    void aMountPointMayBeALinkInsideTheRoot() throws IOException {
        Files.createDirectories(rig().root().resolve("real"));
        Files.createSymbolicLink(rig().root().resolve("link"), Path.of("/real"));

        String output = rig().output(
                        Box.of(Command.of("cat", "/real/file")).bind(hostFolder(), "/link", "rbind", "rw", "rprivate"));

        assertThat(output).isEqualTo("of the host\n");
    }

    /** The link leads nowhere inside the root: a driver makes what it names there, or refuses. */
    @Test
    void aMountPointThatLinksToTheHostStaysInside() throws IOException {
        Path outside = Files.createDirectories(rig().folder().resolve("outside"));
        Files.createSymbolicLink(rig().root().resolve("escape"), outside);
        Box box = Box.of(Command.shell("touch /escape/new")).bind(hostFolder(), "/escape", "rbind", "rw", "rprivate");

        try {
            rig().output(box);
        } catch (DriverException e) {
            assertThat(e.kind()).isEqualTo(Kind.INVALID_ARGUMENT);
        }

        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aTemporaryFileSystemIsMounted() {
        String output = rig().output(Box.of(Command.shell("touch /tmp/x && grep ' /tmp ' /proc/mounts"))
                .with("tmpfs", "tmpfs", "/tmp", "nosuid", "nodev", "noexec", "size=64k"));

        assertThat(output).contains("tmpfs /tmp tmpfs").contains("noexec").contains("size=64k");
        assertThat(rig().root().resolve("tmp/x")).doesNotExist();
    }

    @Test
    void mountsOfTheContainerAreNotSeenByTheHost() throws IOException {
        Running<Task> box = rig().start(Box.of(Command.shell("mount -t tmpfs tmpfs /tmp && echo done; exec sleep 1000")
                .capabilities("SYS_ADMIN")));

        box.await("done");

        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .doesNotContain(rig().root().toString());
    }

    @Test
    void devicesAreMade() {
        String output = rig().output(Box.of(Command.shell("stat -c '%t:%T %a' /dev/null /dev/full; echo x > /dev/null"))
                .device("/dev/full", 1, 7)
                .allow(1, 7));

        assertThat(output).isEqualTo("1:3 666\n1:7 666\n");
    }

    @Test
    void aDeviceThatIsNotAllowedCannotBeUsed() {
        Command open = Command.shell("(mknod /tmp/disk b 7 0 && head -c1 /tmp/disk) 2>&1; true")
                .capabilities("MKNOD", "DAC_OVERRIDE");

        assertThat(rig().output(Box.of(open))).contains("Operation not permitted");
    }

    @Test
    void theUsualLinksOfDevAreThere() {
        assertThat(rig().output(Command.shell("for l in fd stdin stdout stderr; do readlink /dev/$l; done")))
                .isEqualTo("/proc/self/fd\n/proc/self/fd/0\n/proc/self/fd/1\n/proc/self/fd/2\n");
    }

    @Test
    void maskedPathsAreEmpty() {
        String output = rig().output(Box.of(Command.shell("cat /etc/text; ls /home; echo end"))
                .masked("/etc/text", "/home", "/no/such"));

        assertThat(output).isEqualTo("end\n");
    }

    @Test
    void readOnlyPathsCannotBeWritten() {
        String output = rig().output(Box.of(Command.shell("touch /etc/new 2>&1; touch /tmp/new && echo tmp"))
                .readonly("/etc", "/no/such"));

        assertThat(output).contains("Read-only file system").endsWith("tmp\n");
    }

    @Test
    void theRootCanBeReachedWhileItRuns() throws IOException {
        Running<Task> box = rig().start(Box.of(Command.shell("echo text > /tmp/file; echo done; exec sleep 1000"))
                .with("tmpfs", "tmpfs", "/tmp"));
        box.await("done");

        try (RootHandle root = box.process().root()) {
            assertThat(root.path().resolve("tmp/file")).hasContent("text");
        }
    }

    @Test
    void theRootOfAnEndedTaskIsGone() {
        Running<Task> box = rig().start(Command.of("true"));
        box.end();

        assertFails(Kind.NOT_FOUND, () -> box.process().root());
    }

    @Test
    void aMissingSourceIsNotFound() {
        Box box = Box.of(SLEEP).bind(rig().folder().resolve("absent"), "/there", "rbind");

        assertFails(Kind.NOT_FOUND, () -> rig().create(box));
    }
}
