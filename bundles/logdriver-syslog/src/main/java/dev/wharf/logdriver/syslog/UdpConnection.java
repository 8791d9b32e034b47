package dev.wharf.logdriver.syslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Datagrams over UDP. An error that the server's host reports belongs to an earlier datagram. */
final class UdpConnection implements Connection {
    private final DatagramChannel channel;

    UdpConnection(DatagramChannel channel) {
        this.channel = channel;
    }

    @Override
    public boolean isStream() {
        return false;
    }

    @Override
    public boolean isGone() {
        return !channel.isOpen();
    }

    @Override
    public void send(byte[] bytes, int length) throws IOException {
        channel.write(ByteBuffer.wrap(bytes, 0, length));
    }

    @Override
    public void close() {
        Sockets.closeQuietly(channel);
    }
}
