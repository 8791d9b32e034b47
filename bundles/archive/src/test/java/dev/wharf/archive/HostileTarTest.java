package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a tar, it is unpacked and comes back, or it is refused; and nothing else is touched. */
@Tag("privileged")
class HostileTarTest {
    private static final int TARS = 200;
    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;

    @TempDir
    Path temp;

    private Path outside;
    private RoundTrip trip;

    @BeforeEach
    void makeWitness() throws IOException {
        Path parent = Files.createDirectory(temp.resolve("parent"));
        outside = Files.writeString(temp.resolve("outside"), "untouched");
        trip = new RoundTrip(parent);
    }

    @Test
    void changedHeadersAreUnpackedOrRefused() throws IOException {
        for (long seed = 0; seed < TARS; seed++) {
            check(withChangedHeaders(RandomTar.forRoot(seed), new Random(seed)), seed);
        }
    }

    @Test
    void changedBytesAreUnpackedOrRefused() throws IOException {
        for (long seed = 0; seed < TARS; seed++) {
            var random = new Random(seed);
            byte[] tar = RandomTar.forRoot(seed);
            for (int changes = 0; changes < 20; changes++) {
                tar[random.nextInt(Math.min(tar.length, 20_000))] = (byte) random.nextInt();
            }
            check(tar, seed);
        }
    }

    @Test
    void truncatedTarsAreUnpackedOrRefused() throws IOException {
        for (long seed = 0; seed < TARS; seed++) {
            byte[] tar = RandomTar.forRoot(seed);
            check(Arrays.copyOf(tar, new Random(seed).nextInt(tar.length + 1)), seed);
        }
    }

    @Test
    void namesThatClimbAreUnpackedInsideOrRefused() throws IOException {
        String[] names = {
            "../outside", "/../outside", "a/../../outside", "s/outside", "up/outside", "..", "a/..", "/", "."
        };
        for (String name : names) {
            for (char type : "01256".toCharArray()) {
                byte[] tar = new TarBytes()
                        .symlink("s", temp.toString())
                        .symlink("up", "../..")
                        .entry(type, name, type == '1' || type == '2' ? "../outside" : "", 0644, new byte[0])
                        .file("up/../outside", "x")
                        .file(".wh.s", "")
                        .file("up/.wh.outside", "")
                        .end();
                check(tar, type);
            }
        }
    }

    private void check(byte[] tar, long seed) throws IOException {
        Whiteouts whiteouts = Whiteouts.values()[(int) (seed % Whiteouts.values().length)];

        assertThatCode(() -> trip.check(tar, whiteouts)).as("seed %s", seed).doesNotThrowAnyException();

        assertThat(outside).hasContent("untouched");
        assertThat(temp.toFile().list()).containsExactlyInAnyOrder("parent", "outside");
    }

    /** With checksums that are right, so that the changes matter. */
    private static byte[] withChangedHeaders(byte[] tar, Random random) {
        for (int at = 0; at + BLOCK <= tar.length; at += BLOCK) {
            boolean isHeader = new String(tar, at + 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
            if (isHeader && random.nextInt(6) == 0) {
                change(tar, at, random);
            }
        }
        return tar;
    }

    private static void change(byte[] tar, int at, Random random) {
        int[] fields = {0, 1, 100, 108, 116, 124, 130, 136, 156, 157, 257, 329, 337, 345, 386, 482, 483};
        int field = at + fields[random.nextInt(fields.length)];
        byte[] values = {0, ' ', '/', '.', '0', '7', '9', 'S', 'x', 'L', '1', '2', '3', '5', (byte) 0x80, (byte) 0xff};
        for (int i = random.nextInt(4); i >= 0; i--) {
            tar[field + i] = values[random.nextInt(values.length)];
        }
        Arrays.fill(tar, at + CHECKSUM, at + CHECKSUM + 8, (byte) ' ');
        int sum = 0;
        for (int i = at; i < at + BLOCK; i++) {
            sum += tar[i] & 0xff;
        }
        byte[] digits = String.format(Locale.ROOT, "%06o\0", sum).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(digits, 0, tar, at + CHECKSUM, digits.length);
    }
}
