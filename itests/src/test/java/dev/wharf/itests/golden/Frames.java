package dev.wharf.itests.golden;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The output of a container from the wire: framed, or as it is when it has a terminal. */
final class Frames {
    private static final int HEADER = 8;

    private Frames() {}

    /** What each stream said; frames may be cut and joined freely, and there is no order between the streams. */
    static String text(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.remaining() >= HEADER) {
            int stream = buffer.getInt();
            int size = buffer.getInt();
            if ((stream & 0xFCFFFFFF) != 0 || size < 0 || size > buffer.remaining()) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
            byte[] payload = new byte[size];
            buffer.get(payload);
            (stream >> 24 == 2 ? err : out).append(new String(payload, StandardCharsets.UTF_8));
        }
        return buffer.hasRemaining() ? new String(bytes, StandardCharsets.UTF_8) : "out:" + out + "err:" + err;
    }
}
