package dev.wharf.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {
    private static final byte[] TEXT = "some text ".repeat(10_000).getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void eachIsRecognisedAndDecoded(Compression compression) throws IOException {
        byte[] compressed = compressed(compression);

        assertThat(Compression.of(Arrays.copyOf(compressed, 6))).isEqualTo(compression);
        assertThat(decompressed(compressed)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aStreamThatBreaksOffIsAnError(Compression compression) throws IOException {
        byte[] compressed = compressed(compression);

        assertThatThrownBy(() -> decompressed(Arrays.copyOf(compressed, compressed.length - 9)))
                .isInstanceOfAny(IOException.class, ArchiveException.class);
    }

    @Test
    void membersOfGzipAreJoined() throws IOException {
        byte[] one = compressed(Compression.GZIP);

        try (var in = Compression.decompressed(
                new SequenceInputStream(new ByteArrayInputStream(one), new ByteArrayInputStream(one)))) {
            assertThat(in.readAllBytes()).hasSize(2 * TEXT.length);
        }
    }

    @Test
    void shortAndEmptyStreamsPassThrough() throws IOException {
        assertThat(decompressed(new byte[0])).isEmpty();
        assertThat(decompressed(new byte[] {'B', 'Z'})).hasSize(2);
    }

    @Test
    void anXzDictionaryThatNeedsTooMuchMemoryIsRefused() throws IOException {
        byte[] bomb = compressed(Compression.XZ);
        // The first block header begins at 12; byte 4 of it says the size of the dictionary, 36 means 1 GiB.
        int length = (bomb[12] + 1) * 4;
        bomb[16] = 36;
        var sum = new CRC32();
        sum.update(bomb, 12, length - 4);
        ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).putInt(12 + length - 4, (int) sum.getValue());

        assertThatThrownBy(() -> decompressed(bomb)).isInstanceOf(MemoryLimitException.class);
    }

    private static byte[] decompressed(byte[] bytes) throws IOException {
        try (var in = Compression.decompressed(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static byte[] compressed(Compression compression) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream encoder = encoder(compression, out)) {
            encoder.write(TEXT);
        }
        return out.toByteArray();
    }

    private static OutputStream encoder(Compression compression, OutputStream out) throws IOException {
        return switch (compression) {
            case NONE -> out;
            case GZIP -> new GZIPOutputStream(out);
            case BZIP2 -> new BZip2CompressorOutputStream(out);
            case XZ -> new XZOutputStream(out, new LZMA2Options());
            case ZSTD -> new ZstdOutputStream(out);
        };
    }
}
