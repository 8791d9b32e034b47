package dev.wharf.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinuxTest {
    private final Kernel kernel = Linux.kernel();

    @TempDir
    Path folder;

    private Fd open() {
        return kernel.files().open(folder.toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0);
    }

    private static ByteBuffer bytes(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Test
    void writesFromThePositionOfABufferOnward() throws Exception {
        ByteBuffer buffer = bytes("hello").position(2);

        try (Fd fd = kernel.files().open(folder + "/f", Flags.O_WRONLY | Flags.O_CREAT, 0600)) {
            assertThat(kernel.descriptors().write(fd, buffer)).isEqualTo(3);
        }

        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(folder.resolve("f")).hasContent("llo");
    }

    @Test
    void readsAndWritesAtOffsets() {
        try (Fd fd = kernel.files().open(folder + "/f", Flags.O_RDWR | Flags.O_CREAT, 0600)) {
            kernel.descriptors().pwrite(fd, bytes("abc"), 2);
            ByteBuffer read = ByteBuffer.allocateDirect(2);

            assertThat(kernel.descriptors().pread(fd, read, 3)).isEqualTo(2);
            assertThat(UTF_8.decode(read.flip()).toString()).isEqualTo("bc");
        }
    }

    @Test
    void aPathThroughALinkStaysInTheFolder() throws Exception {
        Files.createDirectory(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/passwd"), "inside");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/passwd"));

        try (Fd root = open();
                Fd file = kernel.files().openIn(root, "../../link", Flags.O_RDONLY, 0)) {
            assertThat(Files.readString(file.path())).isEqualTo("inside");
        }
    }

    @Test
    void aFailureNamesCallAndReason() {
        assertThatThrownBy(() -> kernel.files().open(folder + "/none", Flags.O_RDONLY, 0))
                .isInstanceOf(LinuxException.class)
                .hasMessage("open " + folder + "/none: no such file or directory")
                .satisfies(
                        e -> assertThat(((LinuxException) e).is(Errno.ENOENT)).isTrue());
    }

    @Test
    void foldersLinksAndStatusesRoundTrip() {
        try (Fd root = open()) {
            kernel.files().mkdir(root, "d", 0777);
            kernel.files().symlink("d", root, "l");
            kernel.files().attributes().utimens(root, "d", 1, 2, 3, 4);

            assertThat(kernel.files().list(root)).containsExactlyInAnyOrder("d", "l");
            assertThat(kernel.files().readlink(root, "l")).isEqualTo("d");
            FileStatus status = kernel.files().stat(root, "d").orElseThrow();
            assertThat(status.isFolder()).isTrue();
            assertThat(status.permissions()).isEqualTo(0777);
            assertThat(status.modified()).isEqualTo(java.time.Instant.ofEpochSecond(3, 4));
            assertThat(kernel.files().stat(root, "none")).isEmpty();
        }
    }

    @Test
    void attributesRoundTrip() {
        try (Fd root = open()) {
            kernel.files().mkdir(root, "d", 0700);
            AttributeCalls attributes = kernel.files().attributes();
            attributes.setXattr(root, "d", "user.key", "value".getBytes(UTF_8));
            attributes.chmod(root, "d", 01755);

            assertThat(attributes.listXattr(root, "d")).contains("user.key");
            assertThat(attributes.getXattr(root, "d", "user.key")).hasValue("value".getBytes(UTF_8));
            assertThat(attributes.getXattr(root, "d", "user.none")).isEmpty();
            assertThat(kernel.files().stat(root, "d").orElseThrow().permissions())
                    .isEqualTo(01755);
        }
    }

    @Test
    void namesThatAreNotUtf8RoundTrip() {
        byte[] name = {'a', (byte) 0xff, 'b', (byte) 0xc3, (byte) 0xa4};

        assertThat(FileNames.encode(FileNames.decode(name))).isEqualTo(name);
        assertThat(FileNames.encode("ä😀")).isEqualTo("ä😀".getBytes(UTF_8));
    }

    @Test
    void aPipeIsSplicedToAFileUntilItIsEmpty() {
        Fd[] pipe = kernel.descriptors().pipe();
        try (Fd in = pipe[0];
                Fd out = pipe[1];
                Fd file = kernel.files().open(folder + "/f", Flags.O_RDWR | Flags.O_CREAT, 0600)) {
            kernel.descriptors().write(out, bytes("spliced"));

            assertThat(kernel.descriptors().splice(in, file, 3, 100)).isEqualTo(7);
            assertThatThrownBy(() -> kernel.descriptors().splice(in, file, 10, 100))
                    .satisfies(e ->
                            assertThat(((LinuxException) e).is(Errno.EAGAIN)).isTrue());
        }
        assertThat(folder.resolve("f")).hasSize(10);
    }

    @Test
    void aPollerTellsWhatIsReadyAndWakes() {
        Fd[] pipe = kernel.descriptors().pipe();
        AtomicInteger seen = new AtomicInteger();
        try (Poller poller = kernel.poller();
                Fd in = pipe[0];
                Fd out = pipe[1]) {
            poller.add(in, Flags.EPOLLIN, seen::set);
            assertThat(poller.await(Duration.ZERO)).isZero();
            kernel.descriptors().write(out, bytes("x"));
            assertThat(poller.await(Duration.ofSeconds(5))).isEqualTo(1);
            assertThat(seen.get() & Flags.EPOLLIN).isNotZero();
            poller.remove(in);
            poller.wake();
            assertThat(poller.await(Duration.ofSeconds(5))).isZero();
        }
    }

    @Test
    void aProgramIsSpawnedWithGivenDescriptorsAndReaped() throws Exception {
        int status;
        try (Fd out = kernel.files().open(folder + "/out", Flags.O_WRONLY | Flags.O_CREAT, 0600)) {
            int pid = kernel.processes()
                    .spawn("/bin/sh", List.of("sh", "-c", "echo $A >&7; exit 3"), List.of("A=b"), Map.of(7, out));
            try (Fd pidfd = kernel.processes().pidfd(pid);
                    Poller poller = kernel.poller()) {
                poller.add(pidfd, Flags.EPOLLIN, events -> {});
                assertThat(poller.await(Duration.ofSeconds(10))).isEqualTo(1);
            }
            OptionalInt reaped = kernel.processes().reap(pid);
            status = reaped.orElseThrow();
        }
        assertThat(status >> 8).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("out"))).isEqualTo("b\n");
    }

    @Test
    void theLimitOfOpenFilesIsKnown() {
        assertThat(kernel.processes().limit(7)[1]).isGreaterThan(100);
    }

    /** A daemon with some hundred containers has descriptors beyond any number that could be chosen beforehand. */
    @Test
    void aChildGetsItsDescriptorsHoweverManyAreOpen() {
        Fd[] first = kernel.descriptors().pipe();
        Fd[] second = kernel.descriptors().pipe();
        try (Fd one = high(first[1], 901);
                Fd other = high(second[1], 900)) {
            int pid = kernel.processes()
                    .spawn(
                            "/bin/sh",
                            List.of("sh", "-c", "echo 7 >&7; echo 8 >&8"),
                            List.of(),
                            Map.of(7, one, 8, other));

            assertThat(line(first[0])).isEqualTo("7\n");
            assertThat(line(second[0])).isEqualTo("8\n");
            assertThat(reaped(pid)).hasValue(0);
        } finally {
            List.of(first[0], first[1], second[0], second[1]).forEach(Fd::close);
        }
    }

    /** A descriptor has the lowest number that is free, which may be one that the program is to get. */
    @Test
    void aProgramInADescriptorIsExecutedWhateverTakesItsNumber() {
        Fd[] pipe = kernel.descriptors().pipe();
        try (Fd shell = kernel.files().open("/bin/sh", Flags.O_RDONLY, 0)) {
            int pid = kernel.processes()
                    .spawn(
                            shell.path().toString(),
                            List.of("sh", "-c", "echo taken > /proc/self/fd/" + shell.number()),
                            List.of(),
                            Map.of(shell.number(), pipe[1]));

            assertThat(line(pipe[0])).isEqualTo("taken\n");
            assertThat(reaped(pid)).hasValue(0);
        } finally {
            List.of(pipe).forEach(Fd::close);
        }
    }

    private Fd high(Fd fd, int least) {
        return new Fd(kernel.descriptors().fcntl(fd, Flags.F_DUPFD_CLOEXEC, least), kernel.descriptors());
    }

    private String line(Fd pipe) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(16);
        kernel.descriptors().read(pipe, bytes);
        return UTF_8.decode(bytes.flip()).toString();
    }

    private OptionalInt reaped(int pid) {
        OptionalInt status = kernel.processes().reap(pid);
        while (status.isEmpty()) {
            Thread.onSpinWait();
            status = kernel.processes().reap(pid);
        }
        return status;
    }
}
