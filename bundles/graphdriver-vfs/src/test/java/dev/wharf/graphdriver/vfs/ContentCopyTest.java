package dev.wharf.graphdriver.vfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.testkit.RecordingKernel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCopyTest {
    private final List<String> calls = new ArrayList<>();

    @TempDir
    Path temp;

    private Fd folder;

    @BeforeEach
    void open() {
        folder = Linux.kernel().files().open(temp.toString(), Flags.O_RDONLY | Flags.O_DIRECTORY, 0);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void whatCannotBeSharedIsTriedOnce() throws IOException {
        Files.writeString(temp.resolve("f"), "content");
        var copy = new ContentCopy(without(Set.of("share"), Errno.EOPNOTSUPP));

        copy("f", "one", copy);
        copy("f", "two", copy);

        assertThat(temp.resolve("two")).hasContent("content");
        assertThat(calls.stream().filter("share"::equals)).hasSize(1);
        assertThat(calls).contains("copyRange").doesNotContain("pread");
    }

    @Test
    void contentGoesThroughThisProcessWhereNothingElseWorks() throws IOException {
        Files.write(temp.resolve("f"), new byte[300_000]);
        Files.writeString(temp.resolve("f"), "content", StandardOpenOption.APPEND);
        var copy = new ContentCopy(without(Set.of("share", "copyRange", "seek"), Errno.EINVAL));

        copy("f", "one", copy);
        copy("f", "two", copy);

        assertThat(Files.mismatch(temp.resolve("f"), temp.resolve("two"))).isEqualTo(-1);
        assertThat(calls.stream().filter("copyRange"::equals)).hasSize(1);
    }

    @Test
    void aSparseFileIsCopiedByItsPieces() throws IOException {
        try (var file = new RandomAccessFile(temp.resolve("f").toFile(), "rw")) {
            file.setLength(40_000_000);
            for (int at = 0; at < 30_000_000; at += 10_000_000) {
                file.seek(at);
                file.write(at / 1000);
            }
        }
        var copy = new ContentCopy(without(Set.of("share"), Errno.EXDEV));

        copy("f", "to", copy);

        assertThat(Files.mismatch(temp.resolve("f"), temp.resolve("to"))).isEqualTo(-1);
        var status = Linux.kernel().files().stat(folder, "to").orElseThrow();
        assertThat(status.blocks() * 512).isLessThan(1_000_000);
    }

    @Test
    void aFullDiskIsNotTakenForALackOfFeatures() throws IOException {
        Files.writeString(temp.resolve("f"), "content");
        var copy = new ContentCopy(without(Set.of("share"), Errno.ENOSPC));

        assertThatThrownBy(() -> copy("f", "to", copy))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOSPC));
    }

    @Test
    void interruptionEndsTheCopy() throws IOException {
        Files.writeString(temp.resolve("f"), "content");
        var copy = new ContentCopy(without(Set.of("share"), Errno.EXDEV));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> copy("f", "to", copy)).isInstanceOf(DriverException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    private void copy(String from, String to, ContentCopy copy) throws IOException {
        copy.copy(new Place(folder, from), new Place(folder, to), Files.size(temp.resolve(from)));
    }

    private Kernel without(Set<String> missing, int errno) {
        return RecordingKernel.of(calls, call -> {
            if (missing.contains(call)) {
                throw new LinuxException(errno, call);
            }
        });
    }
}
