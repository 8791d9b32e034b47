package dev.wharf.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** What a stream may be compressed with. All decoders are built in; no program is ever started. */
public enum Compression {
    /** Not at all. */
    NONE("") {
        @Override
        InputStream decoder(InputStream in) {
            return in;
        }
    },
    /** gzip, also of several members. */
    GZIP("\u001f\u008b\b") {
        @Override
        InputStream decoder(InputStream in) throws IOException {
            return GzipCompressorInputStream.builder()
                    .setInputStream(in)
                    .setDecompressConcatenated(true)
                    .setBufferSize(BUFFER)
                    .get();
        }
    },
    /** bzip2. */
    BZIP2("BZh") {
        @Override
        InputStream decoder(InputStream in) throws IOException {
            return new BZip2CompressorInputStream(in, true);
        }
    },
    /** xz. */
    XZ("\u00fd7zXZ\0") {
        @Override
        InputStream decoder(InputStream in) throws IOException {
            return new XZInputStream(in, XZ_MEMORY_KIB);
        }
    },
    /** Zstandard. */
    ZSTD("(\u00b5/\u00fd") {
        @Override
        InputStream decoder(InputStream in) throws IOException {
            return new ZstdInputStream(in);
        }
    };

    private static final int BUFFER = 128 * 1024;

    /** A dictionary larger than that of {@code xz -9} (64 MiB) is an attack on our memory. */
    private static final int XZ_MEMORY_KIB = 100 * 1024;

    private static final int LONGEST_MAGIC = 6;

    private final String magic;

    Compression(String magic) {
        this.magic = magic;
    }

    /**
     * Recognises by its first bytes what a stream is compressed with, and decodes it. What is not recognised passes
     * through. Closing the returned stream closes the given one.
     *
     * @throws ArchiveException when the stream cannot be read or breaks off within its head
     */
    public static InputStream decompressed(InputStream in) {
        var buffered = new BufferedInputStream(in, BUFFER);
        try {
            return of(buffered).decoder(buffered);
        } catch (IOException e) {
            throw new ArchiveException("cannot decompress: " + e.getMessage(), e);
        }
    }

    /** What a stream that begins with these bytes is compressed with. Six bytes suffice. */
    public static Compression of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        for (Compression each : values()) {
            if (each != NONE && text.startsWith(each.magic)) {
                return each;
            }
        }
        return NONE;
    }

    private static Compression of(BufferedInputStream in) throws IOException {
        in.mark(LONGEST_MAGIC);
        byte[] head = in.readNBytes(LONGEST_MAGIC);
        in.reset();
        return of(head);
    }

    abstract InputStream decoder(InputStream in) throws IOException;
}
