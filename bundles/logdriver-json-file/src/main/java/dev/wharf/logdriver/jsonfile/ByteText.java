package dev.wharf.logdriver.jsonfile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text that is built as bytes, over and over in the same array. Belongs to one thread. */
final class ByteText {
    private byte[] array = new byte[8192];
    private int length;

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void put(int value) {
        reserve(1);
        array[length++] = (byte) value;
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void put(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, array, length, count);
        length += count;
    }

    /** Appends a character as UTF-8; a lone surrogate becomes U+FFFD. */
    void putCodePoint(int codePoint) {
        if (codePoint < 0x80) {
            put(codePoint);
        } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            putCodePoint(0xfffd);
        } else {
            put(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(array, length);
    }

    private void reserve(int count) {
        if (array.length - length < count) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
        }
    }
}
