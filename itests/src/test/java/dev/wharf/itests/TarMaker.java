package dev.wharf.itests;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes tars entry by entry, also such as no honest program writes. */
public final class TarMaker {
    private static final int BLOCK = 512;
    private static final byte[] NOTHING = {};

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    /** A folder; its name ends with a slash. */
    public TarMaker folder(String name) {
        return entry('5', name, "", NOTHING);
    }

    /** A file. */
    public TarMaker file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** A file. */
    public TarMaker file(String name, byte[] content) {
        return entry('0', name, "", content);
    }

    /** A hard link. */
    public TarMaker hardLink(String name, String target) {
        return entry('1', name, target, NOTHING);
    }

    /** A symbolic link. */
    public TarMaker link(String name, String target) {
        return entry('2', name, target, NOTHING);
    }

    /** An entry of any type. */
    public TarMaker entry(char type, String name, String target, byte[] content) {
        return claiming(content.length, type, name, target).padded(content);
    }

    /** The head of an entry that claims to have a size, without its content. */
    public TarMaker claiming(long size, char type, String name, String target) {
        byte[] head = new byte[BLOCK];
        text(head, 0, name);
        text(head, 100, type == '5' ? "0000755" : "0000644");
        text(head, 108, "0000000");
        text(head, 116, "0000000");
        text(head, 124, String.format("%011o", size));
        text(head, 136, "14000000000");
        text(head, 148, "        ");
        head[156] = (byte) type;
        text(head, 157, target);
        text(head, 257, "ustar\00000");
        int sum = 0;
        for (byte octet : head) {
            sum += octet & 0xff;
        }
        text(head, 148, String.format("%06o\0 ", sum));
        tar.writeBytes(head);
        return this;
    }

    /** Any bytes. */
    public TarMaker bytes(byte[] bytes) {
        tar.writeBytes(bytes);
        return this;
    }

    /** The tar with its end. */
    public byte[] end() {
        return bytes(new byte[2 * BLOCK]).cut();
    }

    /** The tar without an end. */
    public byte[] cut() {
        return tar.toByteArray();
    }

    private TarMaker padded(byte[] content) {
        tar.writeBytes(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
        return this;
    }

    private static void text(byte[] head, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, head, at, Math.min(bytes.length, BLOCK - at));
    }
}
