package dev.wharf.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A connection that carries the streams of a container. */
public final class Hijacked implements AutoCloseable {
    private final SocketChannel channel;
    private final InputStream input;
    private final int status;

    Hijacked(SocketChannel channel, InputStream input, int status) {
        this.channel = channel;
        this.input = input;
        this.status = status;
    }

    /** 101 or 200; anything else is an error. */
    public int status() {
        return status;
    }

    /** Sends stdin. */
    public void write(String text) {
        try {
            RawClient.write(channel, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends stdin; output goes on. */
    public void endInput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything until the end, as it comes. */
    public String readAll() {
        try {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything until the end of one stream of the frames: 1 for stdout, 2 for stderr. */
    public String readFrames(int stream) {
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (byte[] head = input.readNBytes(8); head.length == 8; head = input.readNBytes(8)) {
                byte[] payload = input.readNBytes(ByteBuffer.wrap(head).getInt(4));
                if (head[0] == stream) {
                    text.write(payload);
                }
            }
            return text.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
