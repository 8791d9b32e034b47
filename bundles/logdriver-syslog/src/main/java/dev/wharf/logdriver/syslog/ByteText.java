package dev.wharf.logdriver.syslog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text that is built as bytes, over and over in the same array. Belongs to one thread. */
final class ByteText {
    private byte[] array = new byte[4096];
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

    void put(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    void put(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, array, length, bytes.length);
        length += bytes.length;
    }

    void put(char letter) {
        reserve(1);
        array[length++] = (byte) letter;
    }

    /** Appends the rest of a buffer, whose position stays. */
    void put(ByteBuffer bytes) {
        int count = bytes.remaining();
        reserve(count);
        bytes.get(bytes.position(), array, length, count);
        length += count;
    }

    private void reserve(int count) {
        if (array.length - length < count) {
            array = Arrays.copyOf(array, Math.max(array.length * 2, length + count));
        }
    }
}
