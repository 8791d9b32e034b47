package dev.wharf.logdriver.syslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection over TCP or to a socket file. */
final class StreamConnection implements Connection {
    private final SocketChannel channel;
    private final ByteBuffer nowhere = ByteBuffer.allocate(512);

    StreamConnection(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public boolean isStream() {
        return true;
    }

    /** A server sends nothing; the end of what it sends is seen at once, while a first write would still succeed. */
    @Override
    public boolean isGone() {
        try {
            channel.configureBlocking(false);
            int count = channel.read(nowhere.clear());
            channel.configureBlocking(true);
            return count < 0;
        } catch (IOException ignored) {
            return true; // that is what was asked
        }
    }

    @Override
    public void send(byte[] bytes, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
        while (rest.hasRemaining()) {
            Patience.limit(channel, () -> channel.write(rest));
        }
    }

    @Override
    public void close() {
        Sockets.closeQuietly(channel);
    }
}
