package dev.wharf.api.http.route;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The input of a container with a terminal: Ctrl-p followed by Ctrl-q cuts the client off and leaves the container as
 * it is; Ctrl-p followed by anything else is input (Docker 1.9.1, daemon/attach.go, copyEscapable; it wanted each key
 * in a read of its own, which a network does not promise).
 */
final class DetachableInput extends OutputStream {
    private static final int CTRL_P = 0x10;
    private static final int CTRL_Q = 0x11;

    private final OutputStream input;
    private final Runnable detach;
    private boolean isPrefixHeld;
    private boolean isDetached;

    DetachableInput(OutputStream input, Runnable detach) {
        this.input = input;
        this.detach = detach;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int start = offset;
        for (int i = offset; i < offset + length && !isDetached; i++) {
            if (isPrefixHeld) {
                start = afterPrefix(bytes[i], i);
            } else if (bytes[i] == CTRL_P) {
                pass(bytes, start, i);
                isPrefixHeld = true;
                start = i + 1;
            }
        }
        if (!isDetached) {
            pass(bytes, start, offset + length);
        }
    }

    @Override
    public void flush() throws IOException {
        input.flush();
    }

    @Override
    public void close() throws IOException {
        if (!isDetached) {
            input.close();
        }
    }

    /** Returns where the input goes on. */
    private int afterPrefix(byte key, int position) throws IOException {
        if (key == CTRL_Q) {
            isDetached = true;
            detach.run();
            return position + 1;
        }
        input.write(CTRL_P);
        if (key == CTRL_P) {
            return position + 1;
        }
        isPrefixHeld = false;
        return position;
    }

    private void pass(byte[] bytes, int start, int end) throws IOException {
        if (end > start) {
            input.write(bytes, start, end - start);
        }
    }
}
