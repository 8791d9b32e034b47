package dev.wharf.itests.torture;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Follows the log of a container, line by line; begins again when it was cut off. For one thread. */
final class Follower implements Closeable {
    private final Path socket;
    private final String container;
    private Optional<Stream> stream = Optional.empty();

    /** One connection. */
    private record Stream(SocketChannel channel, InputStream input) {}

    Follower(Path socket, String container) {
        this.socket = socket;
        this.container = container;
    }

    /** Waits for a line that ends with a digit, which heads of chunks and frames do not; false when the connection is broken or refused. */
    boolean line() {
        try {
            if (stream.isEmpty()) {
                stream = Optional.of(connect());
            }
            InputStream input = stream.get().input();
            int before = 0;
            for (int c = input.read(); c != '\n' || !Character.isDigit(before); c = input.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                before = c;
            }
            return true;
        } catch (IOException ignored) {
            close();
            return false;
        }
    }

    private Stream connect() throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        String request = "GET /containers/" + container
                + "/logs?follow=1&stdout=1&tail=0 HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        return new Stream(channel, new BufferedInputStream(Channels.newInputStream(channel)));
    }

    @Override
    public void close() {
        stream.ifPresent(one -> {
            try {
                one.channel().close();
            } catch (IOException ignored) {
                // it is of no use any more
            }
        });
        stream = Optional.empty();
    }
}
