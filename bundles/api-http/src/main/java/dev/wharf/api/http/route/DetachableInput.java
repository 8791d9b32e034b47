package dev.wharf.api.http.route;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The input of a process with a terminal: the detach keys cut the client off and leave the process as it is; some of
 * them followed by anything else are input (Docker 1.9.1, daemon/attach.go, copyEscapable; it wanted each key in a read
 * of its own, which a network does not promise). Belongs to one thread.
 */
final class DetachableInput extends OutputStream {
    private final OutputStream input;
    private final DetachKeys keys;
    private final Runnable detach;
    private int typed; // keys that came and are held back
    private boolean isDetached;

    DetachableInput(OutputStream input, DetachKeys keys, Runnable detach) {
        this.input = input;
        this.keys = keys;
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
            if (typed == 0 && bytes[i] == keys.key(0)) {
                pass(bytes, start, i);
            }
            if (isHeld(bytes[i])) {
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
            release(0);
            input.close();
        }
    }

    /** Takes a byte; keys that turn out to be input go on. */
    private boolean isHeld(byte octet) throws IOException {
        while (typed > 0 && octet != keys.key(typed)) {
            release(keys.typedAfterMiss(typed));
        }
        if (octet != keys.key(typed)) {
            return false;
        }
        typed++;
        if (typed == keys.count()) {
            isDetached = true;
            detach.run();
        }
        return true;
    }

    private void release(int kept) throws IOException {
        for (int i = 0; i < typed - kept; i++) {
            input.write(keys.key(i));
        }
        typed = kept;
    }

    private void pass(byte[] bytes, int start, int end) throws IOException {
        if (end > start) {
            input.write(bytes, start, end - start);
        }
    }
}
