package dev.wharf.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes tars byte by byte, also broken ones. */
final class TarBytes {
    private static final int BLOCK = 512;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int uid;
    private int gid;

    /** Whose the entries are from here on. */
    TarBytes owner(int newUid, int newGid) {
        uid = newUid;
        gid = newGid;
        return this;
    }

    TarBytes file(String name, String content) {
        return file(name, 0644, content);
    }

    TarBytes file(String name, int mode, String content) {
        return entry('0', name, "", mode, content.getBytes(StandardCharsets.UTF_8));
    }

    TarBytes folder(String name, int mode) {
        return entry('5', name, "", mode, new byte[0]);
    }

    TarBytes symlink(String name, String target) {
        return entry('2', name, target, 0777, new byte[0]);
    }

    TarBytes hardLink(String name, String target) {
        return entry('1', name, target, 0644, new byte[0]);
    }

    TarBytes device(char type, String name, int major, int minor) {
        return raw(header(type, name, "", 0600, 0, head -> {
            octal(head, 329, 8, major);
            octal(head, 337, 8, minor);
        }));
    }

    /** Pax records for the next entry: key, value, key, value. */
    TarBytes pax(String... pairs) {
        var records = new ByteArrayOutputStream();
        for (int i = 0; i < pairs.length; i += 2) {
            records.writeBytes(record(pairs[i] + "=" + pairs[i + 1] + "\n"));
        }
        return entry('x', "PaxHeader", "", 0644, records.toByteArray());
    }

    private static byte[] record(String body) {
        int rest = body.getBytes(StandardCharsets.UTF_8).length + 1;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        return (length + " " + body).getBytes(StandardCharsets.UTF_8);
    }

    TarBytes entry(char type, String name, String link, int mode, byte[] data) {
        raw(header(type, name, link, mode, data.length, head -> {}));
        return padded(data);
    }

    /** Data, and zeros to the end of its last block. */
    TarBytes padded(byte[] data) {
        raw(data);
        return raw(new byte[-data.length & (BLOCK - 1)]);
    }

    TarBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** A header with a right checksum, changed before it is summed. */
    byte[] header(char type, String name, String link, int mode, long size, Consumer<byte[]> change) {
        byte[] head = new byte[BLOCK];
        text(head, 0, name);
        octal(head, 100, 8, mode);
        octal(head, 108, 8, uid);
        octal(head, 116, 8, gid);
        octal(head, 124, 12, size);
        octal(head, 136, 12, 1_000_000_000);
        head[156] = (byte) type;
        text(head, 157, link);
        text(head, 257, "ustar");
        text(head, 263, "00");
        change.accept(head);
        Arrays.fill(head, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte each : head) {
            sum += each & 0xff;
        }
        text(head, 148, String.format(Locale.ROOT, "%06o", sum));
        head[154] = 0;
        return head;
    }

    static void text(byte[] head, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, head, offset, bytes.length);
    }

    static void octal(byte[] head, int offset, int length, long number) {
        text(head, offset, String.format(Locale.ROOT, "%0" + (length - 1) + "o", number));
    }

    /** The tar with its two blocks of zeros. */
    byte[] end() {
        return raw(new byte[2 * BLOCK]).withoutEnd();
    }

    byte[] withoutEnd() {
        return out.toByteArray();
    }
}
