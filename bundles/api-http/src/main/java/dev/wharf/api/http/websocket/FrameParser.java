package dev.wharf.api.http.websocket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes the frames that a client sends, however the network cuts them, and hands their content on as it comes: a long
 * message is never held. Belongs to one thread.
 */
public final class FrameParser {
    private static final int LONGEST_CONTROL = 125;
    private static final int RESERVED_BITS = 0x70;
    private static final int OPERATION_BITS = 0x0F;
    private static final int MASKED = 0x80;
    private static final int SHORT_HEAD = 2;
    private static final int MASK_SIZE = 4;

    /** Hears what frames bring. */
    public interface Listener {
        /**
         * A piece of a message, text or binary. The array is the parser's again when the call returns.
         *
         * @throws IOException when it cannot be taken
         */
        void data(byte[] bytes, int offset, int length) throws IOException;

        /**
         * A ping, to be answered by a pong with the same content.
         *
         * @throws IOException when it cannot be answered
         */
        void ping(byte[] content) throws IOException;

        /** The client ends the connection. */
        void leave();
    }

    private final Listener listener;
    private final byte[] head = new byte[SHORT_HEAD + Long.BYTES + MASK_SIZE];
    private final ByteArrayOutputStream control = new ByteArrayOutputStream();
    private int headSize;
    private int operation;
    private int maskAt;
    private long left;
    private int masked; // bytes of the present frame that are unmasked
    private boolean isInContent;
    private boolean isInMessage;
    private boolean hasEnded;

    /** A parser at the beginning of a connection. */
    public FrameParser(Listener listener) {
        this.listener = listener;
    }

    /**
     * Takes bytes. They are unmasked in place. What follows a close is ignored.
     *
     * @throws WebSocketException when they are no proper frames
     * @throws IOException of the listener
     */
    public void parse(byte[] bytes, int offset, int length) throws IOException {
        int position = offset;
        int end = offset + length;
        while (position < end && !hasEnded) {
            if (isInContent) {
                position = content(bytes, position, end);
            } else {
                head[headSize++] = bytes[position++];
                if (headSize >= SHORT_HEAD && headSize == wholeHead()) {
                    begin();
                }
            }
        }
    }

    private int wholeHead() throws WebSocketException {
        if ((head[1] & MASKED) == 0) {
            throw new WebSocketException("a client must mask its frames");
        }
        int length = head[1] & ~MASKED & 0xFF;
        int more =
                length == Frames.LENGTH_OF_64_BITS ? Long.BYTES : length == Frames.LENGTH_OF_16_BITS ? Short.BYTES : 0;
        return SHORT_HEAD + more + MASK_SIZE;
    }

    private void begin() throws IOException {
        maskAt = headSize - MASK_SIZE;
        left = switch (maskAt - SHORT_HEAD) {
            case Short.BYTES -> ByteBuffer.wrap(head).getShort(SHORT_HEAD) & 0xFFFF;
            case Long.BYTES -> ByteBuffer.wrap(head).getLong(SHORT_HEAD);
            default -> head[1] & ~MASKED & 0xFF;
        };
        operation = head[0] & OPERATION_BITS;
        boolean isFinal = (head[0] & Frames.FINAL) != 0;
        if ((head[0] & RESERVED_BITS) != 0 || left < 0) {
            throw new WebSocketException("a frame with bits that nobody agreed on");
        }
        if (operation >= Frames.CLOSE) {
            check(isFinal && left <= LONGEST_CONTROL && operation <= Frames.PONG, "a bad control frame");
        } else {
            check(operation <= Frames.BINARY, "a frame of an unknown kind");
            check((operation == Frames.CONTINUATION) == isInMessage, "a message within a message");
            isInMessage = !isFinal;
        }
        headSize = 0;
        masked = 0;
        isInContent = true;
        endFrame();
    }

    private int content(byte[] bytes, int position, int end) throws IOException {
        int count = (int) Math.min(left, end - position);
        for (int i = position; i < position + count; i++) {
            bytes[i] ^= head[maskAt + (masked++ & (MASK_SIZE - 1))];
        }
        left -= count;
        if (operation >= Frames.CLOSE) {
            control.write(bytes, position, count);
        } else {
            listener.data(bytes, position, count);
        }
        endFrame();
        return position + count;
    }

    private void endFrame() throws IOException {
        if (left > 0) {
            return;
        }
        isInContent = false;
        if (operation == Frames.PING) {
            listener.ping(control.toByteArray());
        } else if (operation == Frames.CLOSE) {
            hasEnded = true;
            listener.leave();
        }
        control.reset();
    }

    private static void check(boolean holds, String otherwise) throws WebSocketException {
        if (!holds) {
            throw new WebSocketException(otherwise);
        }
    }
}
