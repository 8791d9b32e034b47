package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeasuredReadingTest {
    private static final int LARGE = 10_000_000;

    @AfterEach
    void noThreadIsLeft() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("unpack it", "digest it");
    }

    @Test
    void allBytesAreReadAndDigested() throws Exception {
        for (int length : new int[] {0, 1, Chunk.BYTES - 1, Chunk.BYTES, Chunk.BYTES + 1, 2 * Chunk.BYTES, LARGE}) {
            byte[] bytes = bytes(length);
            var reading = reading(new ByteArrayInputStream(bytes), UnpackLimits.none());

            byte[] read = reading.run(InputStream::readAllBytes);

            assertThat(read).isEqualTo(bytes);
            assertThat(reading.bytes()).isEqualTo(length);
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
            assertThat(reading.digest()).isEqualTo("sha256:" + HexFormat.of().formatHex(sha256));
        }
    }

    @Test
    void aFailureOfTheReaderEndsTheReading() throws IOException {
        var stream = new ByteArrayInputStream(bytes(LARGE));

        assertThatThrownBy(() -> reading(stream, UnpackLimits.none()).run(in -> {
                    in.readNBytes(1000);
                    throw new ArchiveException("no tar");
                }))
                .isInstanceOf(ArchiveException.class)
                .hasMessage("no tar");

        assertThat(stream.available()).isPositive();
    }

    @Test
    void aFailureOfTheStreamIsTold() {
        var broken = new FilterInputStream(new ByteArrayInputStream(bytes(LARGE))) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (in.available() < LARGE / 2) {
                    throw new IOException("connection reset");
                }
                return super.read(buffer, offset, length);
            }
        };

        assertThatThrownBy(() -> reading(broken, UnpackLimits.none()).run(InputStream::readAllBytes))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
    }

    @Test
    void theReaderNeverSeesMoreThanTheLimit() {
        long[] seen = {0};

        assertThatThrownBy(() -> reading(new ByteArrayInputStream(bytes(LARGE)), new UnpackLimits(1_000_000))
                        .run(in -> {
                            while (in.read() >= 0) {
                                seen[0]++;
                            }
                            return true;
                        }))
                .isInstanceOfSatisfying(
                        ArchiveException.class, e -> assertThat(e.kind()).isEqualTo(ArchiveException.Kind.TOO_LARGE));
        assertThat(seen[0]).isLessThanOrEqualTo(1_000_000);
    }

    @Test
    void interruptionEndsTheReading() {
        InputStream interrupting = new FilterInputStream(new ByteArrayInputStream(bytes(LARGE))) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (in.available() < LARGE / 2) {
                    Thread.currentThread().interrupt();
                }
                return super.read(buffer, offset, length);
            }
        };

        assertThatThrownBy(() -> reading(interrupting, UnpackLimits.none()).run(InputStream::readAllBytes))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static MeasuredReading reading(InputStream in, UnpackLimits limits) {
        return new MeasuredReading(in, limits, "it");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
