package dev.wharf.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.archive.ArchiveEntry;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Linux;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadWriterTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_000_000_000);
    private static final TarHead PLAIN = new TarHead("f", '0', 0644, 0, 0, 0, TIME, "", 0, Map.of());

    @Test
    void aPlainHeadIsOneBlockOfUstar() throws IOException {
        byte[] tar = write(PLAIN);

        assertThat(tar).hasSize(3 * 512);
        assertThat(text(tar, 0, 100).replace('\0', '.')).startsWith("f..").endsWith("..");
        assertThat(text(tar, 100, 56))
                .isEqualTo("0000644\0" + "0000000\0" + "0000000\0" + "00000000000\0" + "07346545000\0"
                        + text(tar, 148, 8));
        assertThat(text(tar, 148, 8)).matches("[0-7]{6}\0 ");
        assertThat(text(tar, 156, 1)).isEqualTo("0");
        assertThat(text(tar, 257, 8)).isEqualTo("ustar\00000");
        assertThat(text(tar, 329, 16)).isEqualTo("0000000\0" + "0000000\0");
    }

    @Test
    void aLongNameIsCutAtASlash() throws IOException {
        String name = "d".repeat(80) + "/" + "e".repeat(60);

        byte[] tar = write(named(name));

        assertThat(tar).hasSize(3 * 512);
        assertThat(text(tar, 0, 60)).isEqualTo("e".repeat(60));
        assertThat(text(tar, 345, 80)).isEqualTo("d".repeat(80));
        assertThat(read(tar).name()).isEqualTo(name);
    }

    @Test
    void whatDoesNotFitIsInAPaxHeader() throws IOException {
        Instant before1970 = Instant.ofEpochSecond(-2, 250_000_000);
        var head = new TarHead(
                "n".repeat(200),
                '2',
                0777,
                4_294_967_294L,
                3_000_000,
                0,
                before1970,
                "gr\u00fcn/" + "t".repeat(150),
                0,
                Map.of("user.a", new byte[] {0, 10, '='}));

        ArchiveEntry read = read(write(head));

        assertThat(read.name()).isEqualTo(head.name());
        assertThat(read.uid()).isEqualTo(-2);
        assertThat(read.gid()).isEqualTo(3_000_000);
        assertThat(read.modified()).isEqualTo(before1970);
        assertThat(read.linkTarget()).isEqualTo(head.linkName());
        assertThat(read.xattrs().get("user.a")).containsExactly(0, 10, '=');
    }

    @Test
    void nanosecondsHaveNoZerosAtTheirEnd() throws IOException {
        byte[] tar = write(new TarHead("f", '0', 0, 0, 0, 0, TIME.plusNanos(120), "", 0, Map.of()));

        assertThat(text(tar, 0, 14)).isEqualTo("PaxHeaders.0/f");
        assertThat(text(tar, 512, 30)).startsWith("29 mtime=1000000000.00000012\n");
        assertThat(read(tar).modified()).isEqualTo(TIME.plusNanos(120));
    }

    @Test
    void aLargeFileHasItsSizeInAPaxHeader() throws IOException {
        long size = 10L * 1024 * 1024 * 1024;

        byte[] tar = write(new TarHead("f", '0', 0, 0, 0, size, TIME, "", 0, Map.of()));

        assertThat(text(tar, 512, 20)).isEqualTo("20 size=10737418240\n");
        assertThat(text(tar, 1024 + 124, 12)).isEqualTo("00000000000\0");
    }

    @Test
    void namesOfAnyBytesComeThrough() throws IOException {
        String bytes = "bad\udcffname";

        byte[] tar = write(named(bytes));

        assertThat(text(tar, 1024, 8)).isEqualTo("badname\0");
        assertThat(read(tar).name()).isEqualTo(bytes);
    }

    @Test
    void devicesHaveTheirNumbers() throws IOException {
        long device = Flags.device(4095, 1_048_575);

        assertThat(read(write(new TarHead("d", '4', 0600, 0, 0, 0, TIME, "", device, Map.of())))
                        .device())
                .isEqualTo(device);
    }

    private static TarHead named(String name) {
        return new TarHead(name, '0', 0644, 0, 0, 0, TIME, "", 0, Map.of());
    }

    private static byte[] write(TarHead head) throws IOException {
        var tar = new ByteArrayOutputStream();
        var out = new TarOutput(Linux.kernel().descriptors(), tar);
        new HeadWriter(out).write(head);
        out.end();
        return tar.toByteArray();
    }

    private static ArchiveEntry read(byte[] tar) {
        return Tars.read(tar).get(0).head();
    }

    private static String text(byte[] tar, int offset, int length) {
        return new String(tar, offset, length, StandardCharsets.ISO_8859_1);
    }
}
