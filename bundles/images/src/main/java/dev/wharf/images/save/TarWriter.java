package dev.wharf.images.save;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** Writes a tar of entries with short names (POSIX.1-1988 ustar; lengths from 8 GiB on in base 256, as GNU tar does). */
final class TarWriter {
    private static final int BLOCK = 512;
    private static final long LONGEST_OCTAL = 0_77777777777L;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    void folder(String name, Instant modified) throws IOException {
        out.write(header(name + '/', '5', "0000755", 0, modified));
    }

    void file(String name, byte[] content, Instant modified) throws IOException {
        file(name, content.length, modified, to -> to.write(content));
    }

    /** Writes a file, whose content must have that length. */
    void file(String name, long length, Instant modified, Content content) throws IOException {
        out.write(header(name, '0', "0000644", length, modified));
        content.writeTo(out);
        out.write(new byte[(int) ((BLOCK - length % BLOCK) % BLOCK)]);
    }

    void symlink(String name, String target, Instant modified) throws IOException {
        byte[] header = header(name, '2', "0000777", 0, modified);
        put(header, 157, target);
        out.write(signed(header));
    }

    /** Ends the archive, without closing the stream. */
    void finish() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private static byte[] header(String name, char type, String mode, long length, Instant modified) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, mode);
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        putLength(header, length);
        put(header, 136, octal(Math.max(0, Math.min(modified.getEpochSecond(), LONGEST_OCTAL))));
        header[156] = (byte) type;
        put(header, 257, "ustar");
        put(header, 263, "00");
        return signed(header);
    }

    private static void putLength(byte[] header, long length) {
        if (length <= LONGEST_OCTAL) {
            put(header, 124, octal(length));
        } else {
            header[124] = (byte) 0x80;
            System.arraycopy(ByteBuffer.allocate(Long.BYTES).putLong(length).array(), 0, header, 128, Long.BYTES);
        }
    }

    private static byte[] signed(byte[] header) {
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, String.format("%06o", sum) + '\0');
        return header;
    }

    private static String octal(long number) {
        return String.format("%011o", number);
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
