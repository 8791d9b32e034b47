package dev.wharf.api.http.websocket;

import java.nio.ByteBuffer;

/** Makes the heads of frames that a server sends: final, without a mask. RFC 6455, section 5.2. */
public final class Frames {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    static final int FINAL = 0x80;
    static final int LENGTH_OF_16_BITS = 126;
    static final int LENGTH_OF_64_BITS = 127;

    private static final int LARGEST_HEAD = 10;
    private static final int LARGEST_OF_16_BITS = 0xFFFF;

    private Frames() {}

    /** The head of a text frame. */
    public static ByteBuffer text(int length) {
        return head(TEXT, length);
    }

    /** A pong with the content of its ping. */
    public static ByteBuffer pong(byte[] content) {
        return ByteBuffer.allocate(content.length + LARGEST_HEAD)
                .put(head(PONG, content.length))
                .put(content)
                .flip();
    }

    /** The end of the connection with a status of RFC 6455, section 7.4.1. */
    public static ByteBuffer close(int status) {
        return ByteBuffer.allocate(LARGEST_HEAD)
                .put(head(CLOSE, Short.BYTES))
                .putShort((short) status)
                .flip();
    }

    private static ByteBuffer head(int operation, int length) {
        ByteBuffer head = ByteBuffer.allocate(LARGEST_HEAD).put((byte) (FINAL | operation));
        if (length < LENGTH_OF_16_BITS) {
            head.put((byte) length);
        } else if (length <= LARGEST_OF_16_BITS) {
            head.put((byte) LENGTH_OF_16_BITS).putShort((short) length);
        } else {
            head.put((byte) LENGTH_OF_64_BITS).putLong(length);
        }
        return head.flip();
    }
}
