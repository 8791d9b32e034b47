package dev.wharf.logdriver.jsonfile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text that is built as bytes, over and over in the same array. Belongs to one thread. */
final class ByteText {
    /** A multiplication in place of a division, which C1 leaves to the processor; right for all positive integers. */
    private static final long TENTH = 0xcccccccdL;

    private static final int TENTH_SHIFT = 35;

    private byte[] array = new byte[1024];
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

    /** Takes away what is behind a place. */
    void truncate(int to) {
        length = to;
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

    /** Appends a line and its line feed. */
    void putLine(byte[] source, int offset, int count) {
        reserve(count + 1);
        System.arraycopy(source, offset, array, length, count);
        length += count;
        array[length++] = '\n';
    }

    /** Appends what remains of a buffer, whose position stays. */
    void put(ByteBuffer source) {
        int count = source.remaining();
        reserve(count);
        source.get(source.position(), array, length, count);
        length += count;
    }

    /** Appends so many decimal digits of a number, with zeros in front, and without those at the end. */
    void putFraction(int number, int digits) {
        reserve(digits);
        int rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            int tenth = (int) ((rest * TENTH) >>> TENTH_SHIFT);
            array[at] = (byte) ('0' + rest - tenth * 10);
            rest = tenth;
        }
        length += digits;
        while (array[length - 1] == '0') {
            length--;
        }
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
