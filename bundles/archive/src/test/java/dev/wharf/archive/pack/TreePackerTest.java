package dev.wharf.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.archive.EntryType;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreePackerTest {
    private static final String LONG = "n".repeat(120);

    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
    }

    @Test
    void aFileIsOneEntry() throws IOException {
        Files.createDirectory(root.resolve("d"));
        Path file = Files.writeString(root.resolve("d/f"), "text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-x---"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000_000, 5)));

        var packed = Tars.read(pack("d/f", "other"));

        assertThat(packed).singleElement().satisfies(each -> {
            assertThat(each.name()).isEqualTo("other");
            assertThat(each.text()).isEqualTo("text");
            assertThat(each.head().mode()).isEqualTo(0650);
            assertThat(each.head().modified()).isEqualTo(Instant.ofEpochSecond(1_000_000_000));
        });
    }

    @Test
    void aFolderComesBeforeWhatItHolds() throws IOException {
        Files.createDirectories(root.resolve("d/sub"));
        Files.writeString(root.resolve("d/b"), "b");
        Files.writeString(root.resolve("d/a"), "a");
        Files.writeString(root.resolve("d/sub/c"), "c");

        assertThat(Tars.names(pack("d", "x"))).containsExactly("x", "x/a", "x/b", "x/sub", "x/sub/c");
    }

    @Test
    void aWholeRootHasNoEntryOfItsOwn() throws IOException {
        Files.createDirectory(root.resolve("d"));
        Files.writeString(root.resolve("f"), "f");

        assertThat(Tars.names(pack("", ""))).containsExactly("d", "f");
        assertThat(Tars.names(pack("", "all"))).containsExactly("all", "all/d", "all/f");
    }

    @Test
    void aFolderCanBeRootedAtADot() throws IOException {
        Files.writeString(root.resolve("f"), "f");

        byte[] tar = pack("", ".");

        assertThat(new String(tar, 0, 2, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("./");
        assertThat(Tars.names(tar)).containsExactly("", "f");
    }

    @Test
    void aLinkIsPackedAndNotFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("s"), Path.of("/etc"));

        var packed = Tars.entry(pack("s", "s"), "s");

        assertThat(packed.head().type()).isEqualTo(EntryType.SYMLINK);
        assertThat(packed.head().linkTarget()).isEqualTo("/etc");
    }

    @Test
    void linksOnTheWayStayInTheRoot() throws IOException {
        Path inside = Files.createDirectory(root.resolve("etc"));
        Files.writeString(inside.resolve("passwd"), "ours");
        Files.createSymbolicLink(root.resolve("s"), Path.of("/etc"));
        Files.createSymbolicLink(root.resolve("up"), Path.of("../../../../etc"));

        assertThat(Tars.entry(pack("s/passwd", "p"), "p").text()).isEqualTo("ours");
        assertThat(Tars.entry(pack("up/passwd", "p"), "p").text()).isEqualTo("ours");
    }

    @Test
    void whatIsNotThereIsTold() {
        assertThatThrownBy(() -> pack("none", "none"))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
    }

    @Test
    void namesKeepTheirBytes() throws IOException {
        Files.createDirectories(root.resolve(LONG).resolve(LONG));
        Files.writeString(root.resolve(LONG).resolve(LONG).resolve("f"), "deep");
        Files.writeString(root.resolve("gr\u00fc\u00dfe"), "umlaut");
        Files.createSymbolicLink(root.resolve("s"), Path.of(LONG + LONG));

        byte[] tar = pack("", "");

        assertThat(Tars.entry(tar, LONG + "/" + LONG + "/f").text()).isEqualTo("deep");
        assertThat(Tars.entry(tar, "gr\u00fc\u00dfe").text()).isEqualTo("umlaut");
        assertThat(Tars.entry(tar, "s").head().linkTarget()).isEqualTo(LONG + LONG);
    }

    @Test
    void aSecondNameIsAHardLink() throws IOException {
        Files.writeString(root.resolve("a"), "x");
        Files.createLink(root.resolve("b"), root.resolve("a"));
        Files.createLink(temp.resolve("outside"), root.resolve("a"));

        var packed = Tars.entry(pack("", "top"), "top/b");

        assertThat(packed.head().type()).isEqualTo(EntryType.HARD_LINK);
        assertThat(packed.head().linkTarget()).isEqualTo("top/a");
    }

    @Test
    void largeFilesPassThroughASmallBuffer() throws IOException {
        byte[] content = new byte[3 * 1024 * 1024 + 77];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + i / 251);
        }
        Files.write(root.resolve("big"), content);

        assertThat(Tars.entry(pack("big", "big"), "big").content()).isEqualTo(content);
    }

    @Test
    void holesAreReadAsZeros() throws IOException {
        try (var file = new RandomAccessFile(root.resolve("sparse").toFile(), "rw")) {
            file.seek(2_000_000);
            file.write("middle".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            file.setLength(5_000_001);
        }

        byte[] content = Tars.entry(pack("sparse", "sparse"), "sparse").content();

        assertThat(content).isEqualTo(Files.readAllBytes(root.resolve("sparse")));
    }

    @Test
    void aFileThatGrowsOrShrinksMeanwhileDoesNotBreakTheTar() throws IOException {
        Path grows = Files.write(root.resolve("a"), new byte[600_000]);
        Path shrinks = Files.write(root.resolve("b"), filled(2_000_000));
        Files.writeString(root.resolve("c"), "last");
        var tar = new ByteArrayOutputStream();

        try (Fd folder = Tars.open(root)) {
            new TreePacker(Linux.kernel()).pack(folder, "", "", new Disturbed(tar, () -> {
                Files.write(grows, new byte[900_000]);
                Files.write(shrinks, filled(1_000_000));
            }));
        }

        assertThat(Tars.entry(tar.toByteArray(), "a").content()).hasSize(600_000);
        assertThat(Tars.entry(tar.toByteArray(), "c").text()).isEqualTo("last");
    }

    @Test
    void whatVanishesBeforeItIsReadIsLeftOut() throws IOException {
        Files.write(root.resolve("a"), new byte[600_000]);
        Path folder = Files.createDirectory(root.resolve("d"));
        Files.writeString(folder.resolve("f"), "f");
        for (int each = 100; each < 400; each++) {
            Files.writeString(root.resolve("m" + each), "further than is read ahead");
        }
        Path file = Files.writeString(root.resolve("z"), "z");
        var tar = new ByteArrayOutputStream();

        try (Fd opened = Tars.open(root)) {
            new TreePacker(Linux.kernel()).pack(opened, "", "", new Disturbed(tar, () -> {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder.resolve("f"));
                Files.deleteIfExists(folder);
            }));
        }

        assertThat(Tars.names(tar.toByteArray())).contains("a", "m100", "m399").doesNotContain("z", "d/f");
    }

    @Test
    void aChannelGetsTheSameBytes() throws IOException {
        Files.write(root.resolve("big"), filled(1_000_000));
        var channel = new ChannelStream();

        try (Fd folder = Tars.open(root)) {
            new TreePacker(Linux.kernel()).pack(folder, "", "", channel);
        }

        assertThat(channel.bytes.toByteArray()).isEqualTo(pack("", ""));
    }

    @Test
    void socketsAreLeftOut() throws IOException {
        try (var socket = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            socket.bind(java.net.UnixDomainSocketAddress.of(root.resolve("socket")));
            Files.createLink(root.resolve("other-name"), root.resolve("socket"));
            Files.writeString(root.resolve("z"), "z");

            assertThat(Tars.names(pack("", ""))).containsExactly("z");
        }
    }

    @Test
    void anInterruptEndsIt() throws IOException {
        Files.write(root.resolve("big"), filled(1_000_000));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> pack("", "")).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aFailureOfTheStreamPasses() throws IOException {
        Files.write(root.resolve("big"), filled(1_000_000));
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("gone");
            }
        };

        try (Fd folder = Tars.open(root)) {
            assertThatThrownBy(() -> new TreePacker(Linux.kernel()).pack(folder, "", "", broken))
                    .isInstanceOf(IOException.class)
                    .hasMessage("gone");
        }
    }

    private byte[] pack(String path, String entryName) throws IOException {
        var tar = new ByteArrayOutputStream();
        try (Fd folder = Tars.open(root)) {
            new TreePacker(Linux.kernel()).pack(folder, path, entryName, tar);
        }
        return tar.toByteArray();
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    /** Lets somebody change the tree when the first bytes come. */
    private static final class Disturbed extends OutputStream {
        private final OutputStream out;
        private final Change change;
        private boolean done;

        Disturbed(OutputStream out, Change change) {
            this.out = out;
            this.change = change;
        }

        interface Change {
            void run() throws IOException;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            if (!done) {
                done = true;
                change.run();
            }
        }
    }

    /** Takes buffers as well as bytes. */
    private static final class ChannelStream extends OutputStream implements WritableByteChannel {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            bytes.write(b);
        }

        @Override
        public int write(ByteBuffer buffer) {
            byte[] some = new byte[Math.min(1000, buffer.remaining())];
            buffer.get(some);
            bytes.writeBytes(some);
            return some.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }
}
