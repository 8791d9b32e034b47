package dev.wharf.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
    /** So large that files are handed on open. */
    private static final byte[] LARGE = new byte[20_000];

    private final List<String> names =
            IntStream.range(100, 600).mapToObj(each -> "f" + each).toList();
    private final EntryReader reader = new EntryReader(Linux.kernel());

    @TempDir
    Path root;

    private Fd folder;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name : names) {
            Files.write(root.resolve(name), LARGE);
        }
        folder = Tars.open(root);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void entriesComeInTheirOrder() throws IOException {
        List<String> taken = new ArrayList<>();

        try (var ahead = new ReadAhead(reader::read)) {
            ahead.each(folder, names, (name, entry) -> taken.add(name));
        }

        assertThat(taken).isEqualTo(names);
        assertThat(openFiles()).isEmpty();
    }

    @Test
    void whatIsNotThereIsPassedOver() throws IOException {
        List<String> taken = new ArrayList<>();

        try (var ahead = new ReadAhead(reader::read)) {
            ahead.each(folder, List.of("f100", "gone", "f101"), (name, entry) -> taken.add(name));
        }

        assertThat(taken).containsExactly("f100", "f101");
    }

    @Test
    void aFailureOfTheTakerLeavesNothingOpen() throws IOException {
        try (var ahead = new ReadAhead(reader::read)) {
            assertThatThrownBy(() -> ahead.each(folder, names, (name, entry) -> {
                        throw new IOException("the client is gone");
                    }))
                    .hasMessage("the client is gone");
        }

        assertThat(openFiles()).isEmpty();
    }

    @Test
    void aFailureOfAReaderIsToldAndLeavesNothingOpen() throws IOException {
        ReadAhead.Reading failing = (in, name) -> {
            if (name.equals("f300")) {
                throw new LinuxException(Errno.EIO, "read f300");
            }
            return reader.read(in, name);
        };

        try (var ahead = new ReadAhead(failing)) {
            assertThatThrownBy(() -> ahead.each(folder, names, (name, entry) -> entry.close()))
                    .isInstanceOf(LinuxException.class)
                    .hasMessageContaining("read f300");
        }

        assertThat(openFiles()).isEmpty();
    }

    @Test
    void anInterruptionEndsItAndStays() throws IOException {
        try (var ahead = new ReadAhead(reader::read)) {
            assertThatThrownBy(() -> ahead.each(folder, names, (name, entry) -> Thread.currentThread()
                            .interrupt()))
                    .isInstanceOf(CancellationException.class);
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(openFiles()).isEmpty();
    }

    @Test
    void aSmallFileIsReadWhole() throws IOException {
        Files.writeString(root.resolve("small"), "text");

        Optional<ReadEntry> entry = reader.read(folder, "small");

        assertThat(entry.flatMap(ReadEntry::content))
                .contains("text".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(openFiles()).isEmpty();
    }

    /** Those below the root, but for the folder itself. */
    private List<String> openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .map(ReadAheadTest::target)
                    .filter(each -> each.startsWith(root + "/"))
                    .toList();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException ignored) {
            return ""; // closed since it was listed
        }
    }
}
