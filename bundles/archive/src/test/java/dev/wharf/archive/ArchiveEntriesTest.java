package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveEntriesTest {
    private static final String LONG_NAME = "a/".repeat(80) + "long";

    @Test
    void everyTypeOfEntryIsRecognised() {
        byte[] tar = new TarBytes()
                .file("./f", "x")
                .folder("d/", 0755)
                .symlink("s", "/else/where")
                .hardLink("h", "./f")
                .device('3', "c", 1, 3)
                .device('4', "b", 8, 300)
                .device('6', "p", 0, 0)
                .end();

        List<ArchiveEntry> entries = entries(tar);

        assertThat(entries).extracting(ArchiveEntry::name).containsExactly("f", "d", "s", "h", "c", "b", "p");
        assertThat(entries)
                .extracting(ArchiveEntry::type)
                .containsExactly(
                        EntryType.FILE,
                        EntryType.FOLDER,
                        EntryType.SYMLINK,
                        EntryType.HARD_LINK,
                        EntryType.CHARACTER_DEVICE,
                        EntryType.BLOCK_DEVICE,
                        EntryType.FIFO);
        assertThat(entries).extracting(ArchiveEntry::linkTarget).contains("/else/where", "f");
    }

    @Test
    void contentEndsWithItsEntry() throws IOException {
        byte[] tar = new TarBytes()
                .file("a", "one")
                .file("b", "x".repeat(1000))
                .file("c", "three")
                .end();
        var entries = new ArchiveEntries(new ByteArrayInputStream(tar));

        entries.next();
        String a = new String(entries.content().readAllBytes(), StandardCharsets.UTF_8);
        entries.next();
        var b = entries.content();
        entries.next();
        String c = new String(entries.content().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(a).isEqualTo("one");
        assertThat(b.read()).isEqualTo(-1);
        assertThat(c).isEqualTo("three");
        assertThat(entries.next()).isEmpty();
        assertThat(entries.next()).isEmpty();
    }

    @Test
    void namesAreCleaned() {
        byte[] tar = new TarBytes()
                .folder("./", 0755)
                .file("/etc//passwd", "")
                .file("a/../b/./c", "")
                .end();

        assertThat(entries(tar)).extracting(ArchiveEntry::name).containsExactly("", "etc/passwd", "b/c");
    }

    @Test
    void longNamesOfGnuTarAreRead() {
        byte[] tar = new TarBytes()
                .entry('L', "././@LongLink", "", 0644, (LONG_NAME + "\0").getBytes(StandardCharsets.UTF_8))
                .entry('K', "././@LongLink", "", 0644, (LONG_NAME + "2\0").getBytes(StandardCharsets.UTF_8))
                .symlink("short", "short")
                .end();

        ArchiveEntry entry = entries(tar).get(0);

        assertThat(entry.name()).isEqualTo(LONG_NAME);
        assertThat(entry.linkTarget()).isEqualTo(LONG_NAME + "2");
    }

    @Test
    void paxRecordsOutrankTheHeader() {
        byte[] tar = new TarBytes()
                .pax(
                        "path",
                        LONG_NAME,
                        "uid",
                        "4000000000",
                        "gid",
                        "3",
                        "mtime",
                        "1500000000.123456789",
                        "SCHILY.xattr.user.a",
                        "b=c")
                .file("short", "")
                .end();

        ArchiveEntry entry = entries(tar).get(0);

        assertThat(entry.name()).isEqualTo(LONG_NAME);
        assertThat(Integer.toUnsignedLong(entry.uid())).isEqualTo(4_000_000_000L);
        assertThat(entry.gid()).isEqualTo(3);
        assertThat(entry.modified()).isEqualTo(Instant.ofEpochSecond(1_500_000_000L, 123_456_789));
        assertThat(entry.xattrs()).containsOnlyKeys("user.a");
        assertThat(entry.xattrs().get("user.a"))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("b=c");
    }

    @Test
    void globalPaxHeadersArePassedOver() {
        byte[] tar = new TarBytes()
                .entry('g', "pax_global_header", "", 0644, "13 path=evil\n".getBytes(StandardCharsets.UTF_8))
                .file("good", "")
                .end();

        assertThat(entries(tar)).extracting(ArchiveEntry::name).containsExactly("good");
    }

    @Test
    void binaryNumbersAreRead() {
        var bytes = new TarBytes();
        byte[] tar = bytes.raw(bytes.header('0', "f", "", 0644, 0, head -> {
                    head[108] = (byte) 0x80;
                    Arrays.fill(head, 109, 112, (byte) 0);
                    TarBytes.text(head, 112, "\0");
                    head[112] = 0x01;
                    head[113] = 0x02;
                    head[114] = 0x03;
                    head[115] = 0x04;
                    Arrays.fill(head, 136, 148, (byte) 0xff);
                }))
                .end();

        ArchiveEntry entry = entries(tar).get(0);

        assertThat(entry.uid()).isEqualTo(0x01020304);
        assertThat(entry.modified()).isEqualTo(Instant.ofEpochSecond(-1));
    }

    @Test
    void namesThatAreNotTextKeepTheirBytes() {
        var bytes = new TarBytes();
        byte[] tar = bytes.raw(bytes.header('0', "f?", "", 0644, 0, head -> head[1] = (byte) 0xe9))
                .end();

        String name = entries(tar).get(0).name();

        assertThat(dev.wharf.linux.FileNames.encode(name)).containsExactly('f', 0xe9);
    }

    @Test
    void holesOfPaxSparseFilesReadAsZeros() throws IOException {
        byte[] data = ("2\n1\n2\n5\n1\n" + "\0".repeat(512 - 10) + "abc").getBytes(StandardCharsets.UTF_8);
        byte[] tar = new TarBytes()
                .pax(
                        "GNU.sparse.major",
                        "1",
                        "GNU.sparse.minor",
                        "0",
                        "GNU.sparse.name",
                        "real",
                        "GNU.sparse.realsize",
                        "8")
                .entry('0', "GNUSparseFile.0/real", "", 0644, data)
                .file("next", "")
                .end();
        var entries = new ArchiveEntries(new ByteArrayInputStream(tar));

        ArchiveEntry entry = entries.next().orElseThrow();
        byte[] content = entries.content().readAllBytes();

        assertThat(entry.name()).isEqualTo("real");
        assertThat(entry.size()).isEqualTo(8);
        assertThat(content).containsExactly(0, 'a', 'b', 0, 0, 'c', 0, 0);
        assertThat(entries.next()).map(ArchiveEntry::name).contains("next");
    }

    @Test
    void holesOfOldGnuSparseFilesReadAsZeros() throws IOException {
        var bytes = new TarBytes();
        byte[] tar = bytes.raw(bytes.header('S', "f", "", 0644, 3, head -> {
                    TarBytes.text(head, 257, "ustar  ");
                    TarBytes.octal(head, 386, 12, 2);
                    TarBytes.octal(head, 398, 12, 1);
                    TarBytes.octal(head, 410, 12, 4);
                    TarBytes.octal(head, 422, 12, 2);
                    TarBytes.octal(head, 483, 12, 7);
                }))
                .padded("abc".getBytes(StandardCharsets.UTF_8))
                .end();
        var entries = new ArchiveEntries(new ByteArrayInputStream(tar));

        entries.next();

        assertThat(entries.content().readAllBytes()).containsExactly(0, 0, 'a', 0, 'b', 'c', 0);
    }

    @Test
    void anArchiveMayEndWithoutZeros() {
        assertThat(entries(new TarBytes().file("a", "x").withoutEnd())).hasSize(1);
        assertThat(entries(new byte[0])).isEmpty();
    }

    static Stream<Arguments> broken() {
        byte[] good = new TarBytes().file("a", "content").end();
        byte[] badSum = good.clone();
        badSum[3] = 'x';
        return Stream.of(
                Arguments.of("garbage", "this is no tar".repeat(100).getBytes(StandardCharsets.UTF_8), "checksum"),
                Arguments.of("bad checksum", badSum, "checksum"),
                Arguments.of("cut within a header", Arrays.copyOf(good, 300), "unexpected EOF"),
                Arguments.of("cut within content", Arrays.copyOf(good, 515), "unexpected EOF"),
                Arguments.of("negative size", changed(head -> Arrays.fill(head, 124, 136, (byte) 0xff)), "size"),
                Arguments.of("size that is no number", changed(head -> TarBytes.text(head, 124, "9")), "size"),
                Arguments.of("size below zero in octal", changed(head -> TarBytes.text(head, 124, "-1")), "size"),
                Arguments.of("huge size", changed(head -> TarBytes.octal(head, 124, 12, 0777777777777L)), "EOF"),
                Arguments.of(
                        "size beyond 64 bits",
                        changed(head -> {
                            Arrays.fill(head, 124, 136, (byte) 0x7f);
                            head[124] = (byte) 0xbf;
                        }),
                        "size"),
                Arguments.of("unknown type", changed(head -> head[156] = 'V'), "unhandled tar header type 86"),
                Arguments.of(
                        "zeros in the middle",
                        new TarBytes().raw(new byte[512]).file("a", "").end(),
                        "zeros"),
                Arguments.of(
                        "name that leaves", new TarBytes().file("a/../../b", "").end(), "outside"),
                Arguments.of(
                        "hard link that leaves",
                        new TarBytes().hardLink("a", "../b").end(),
                        "outside"),
                Arguments.of(
                        "name with NUL",
                        new TarBytes().pax("path", "a\0b").file("a", "").end(),
                        "NUL"),
                Arguments.of(
                        "long element",
                        new TarBytes()
                                .pax("path", "a".repeat(256))
                                .file("a", "")
                                .end(),
                        "too long"),
                Arguments.of(
                        "long name",
                        new TarBytes()
                                .pax("path", "a/".repeat(2048))
                                .file("a", "")
                                .end(),
                        "too long"),
                Arguments.of("link to nothing", new TarBytes().symlink("a", "").end(), "link target"),
                Arguments.of(
                        "extended header alone", new TarBytes().pax("path", "a").end(), "without an entry"),
                Arguments.of("pax without equals", pax("9 abcdefg"), "pax"),
                Arguments.of("pax with wrong length", pax("99 path=a\n"), "pax"),
                Arguments.of("pax with length 0", pax("0 path=a\n"), "pax"),
                Arguments.of(
                        "pax with a negative size",
                        new TarBytes().pax("size", "-1").file("a", "").end(),
                        "size"),
                Arguments.of(
                        "pax with a far time",
                        new TarBytes()
                                .pax("mtime", "9".repeat(18))
                                .file("a", "")
                                .end(),
                        "mtime"),
                Arguments.of("huge pax header", huge('x'), "extended header"),
                Arguments.of("huge long name", huge('L'), "extended header"),
                Arguments.of(
                        "sparse map that overlaps",
                        new TarBytes()
                                .pax("GNU.sparse.size", "9", "GNU.sparse.map", "4,2,3,2")
                                .file("a", "abcd")
                                .end(),
                        "sparse"),
                Arguments.of(
                        "sparse map beyond the end",
                        new TarBytes()
                                .pax("GNU.sparse.size", "9", "GNU.sparse.map", "8,4")
                                .file("a", "abcd")
                                .end(),
                        "sparse"),
                Arguments.of(
                        "sparse map of another length",
                        new TarBytes()
                                .pax("GNU.sparse.size", "9", "GNU.sparse.map", "1,3")
                                .file("a", "abcd")
                                .end(),
                        "sparse"));
    }

    static Stream<Arguments> moreThanTheKernelTakes() {
        return Stream.of(
                Arguments.of("major number", new TarBytes().device('3', "d", 4096, 1), "device number"),
                Arguments.of("minor number", new TarBytes().device('4', "d", 1, 1 << 20), "device number"),
                Arguments.of("NUL in a key", new TarBytes().pax("a\0b", "c").file("f", ""), "NUL"),
                Arguments.of("length without offset", sparse("numbytes", "4", "offset", "0"), "numbytes"),
                Arguments.of("two offsets", sparse("offset", "0", "offset", "4"), "offset"),
                Arguments.of("a list in an offset", sparse("offset", "0,4", "numbytes", "0"), "offset"),
                Arguments.of("an offset alone", sparse("offset", "0", "x", "y"), "sparse"));
    }

    private static TarBytes sparse(String key, String value, String nextKey, String nextValue) {
        return new TarBytes()
                .pax("GNU.sparse.size", "9", "GNU.sparse." + key, value, "GNU.sparse." + nextKey, nextValue)
                .file("f", "abcd");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moreThanTheKernelTakes")
    void whatTheKernelWouldNotTakeIsRefused(String what, TarBytes tar, String message) {
        assertThatThrownBy(() -> entries(tar.end()))
                .as(what)
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void brokenArchivesAreRefused(String what, byte[] tar, String message) {
        assertThatThrownBy(() -> entries(tar))
                .as(what)
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(message);
    }

    private static byte[] changed(java.util.function.Consumer<byte[]> change) {
        var bytes = new TarBytes();
        return bytes.raw(bytes.header('0', "a", "", 0644, 0, change)).end();
    }

    private static byte[] pax(String records) {
        return new TarBytes()
                .entry('x', "p", "", 0644, records.getBytes(StandardCharsets.UTF_8))
                .file("a", "")
                .end();
    }

    private static byte[] huge(char type) {
        var bytes = new TarBytes();
        return bytes.raw(bytes.header(type, "p", "", 0644, 1L << 30, head -> {}))
                .end();
    }

    private static List<ArchiveEntry> entries(byte[] tar) {
        List<ArchiveEntry> all = new ArrayList<>();
        try (var entries = new ArchiveEntries(new ByteArrayInputStream(tar))) {
            for (Optional<ArchiveEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                all.add(entry.get());
            }
        }
        return all;
    }
}
