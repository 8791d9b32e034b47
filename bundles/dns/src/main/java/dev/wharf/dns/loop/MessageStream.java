package dev.wharf.dns.loop;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** A stream of messages, each with its length before it; RFC 1035 4.2.2. Belongs to the loop. Does not close its socket. */
public final class MessageStream {
    private static final int PREFIX = 2;
    private static final int FIRST_BYTES = 512;

    private final EventLoop loop;
    private final Fd socket;
    private final int mostBytes;
    private byte[] received = {};
    private int receivedBytes;
    private byte[] unsent = {};

    /**
     * Messages on a socket that does not block.
     *
     * @param mostBytes the longest message that is accepted
     */
    public MessageStream(EventLoop loop, Fd socket, int mostBytes) {
        this.loop = loop;
        this.socket = socket;
        this.mostBytes = mostBytes;
    }

    /** How reading went on. */
    public enum Reading {
        /** There may be more. */
        OPEN,
        /** The other side will send no more. */
        ENDED,
        /** Nothing goes any more in either direction. */
        BROKEN
    }

    /** Reads what is there, as far as there is room. */
    public Reading read() {
        ByteBuffer buffer = loop.buffer().limit(room());
        try {
            if (loop.descriptors().read(socket, buffer) == 0) {
                return Reading.ENDED;
            }
        } catch (LinuxException e) {
            return e.is(Errno.EAGAIN) ? Reading.OPEN : Reading.BROKEN;
        }
        keep(buffer.flip());
        return receivedBytes >= PREFIX && length() > mostBytes ? Reading.BROKEN : Reading.OPEN;
    }

    private int room() {
        return mostBytes + PREFIX - receivedBytes;
    }

    private int length() {
        return (received[0] & 0xff) << 8 | (received[1] & 0xff);
    }

    private void keep(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (receivedBytes + length > received.length) {
            received = Arrays.copyOf(received, Math.max(FIRST_BYTES, receivedBytes + length));
        }
        bytes.get(received, receivedBytes, length);
        receivedBytes += length;
    }

    /** Takes the next message that is complete. */
    public Optional<byte[]> next() {
        if (receivedBytes < PREFIX || receivedBytes < PREFIX + length()) {
            return Optional.empty();
        }
        int end = PREFIX + length();
        byte[] message = Arrays.copyOfRange(received, PREFIX, end);
        receivedBytes -= end;
        System.arraycopy(received, end, received, 0, receivedBytes);
        return Optional.of(message);
    }

    /**
     * Sends a message, after those before it.
     *
     * @return false when the stream cannot go on
     */
    public boolean send(byte[] message) {
        int before = unsent.length;
        unsent = Arrays.copyOf(unsent, before + PREFIX + message.length);
        unsent[before] = (byte) (message.length >> 8);
        unsent[before + 1] = (byte) message.length;
        System.arraycopy(message, 0, unsent, before + PREFIX, message.length);
        return flush();
    }

    /**
     * Sends more of what waits.
     *
     * @return false when the stream cannot go on
     */
    public boolean flush() {
        while (unsent.length > 0) {
            ByteBuffer buffer = loop.buffer();
            buffer.put(unsent, 0, Math.min(unsent.length, buffer.capacity())).flip();
            try {
                int sent = loop.descriptors().write(socket, buffer);
                unsent = Arrays.copyOfRange(unsent, sent, unsent.length);
            } catch (LinuxException e) {
                return e.is(Errno.EAGAIN);
            }
        }
        return true;
    }

    /** How many bytes could not be sent yet. */
    public int unsentBytes() {
        return unsent.length;
    }

    /** What to wait for now. */
    public int events(boolean isReading) {
        return (isReading && room() > 0 ? Flags.EPOLLIN : 0) | (unsent.length > 0 ? Flags.EPOLLOUT : 0);
    }
}
