package dev.wharf.dns.upstream;

import dev.wharf.dns.message.Query;
import dev.wharf.dns.message.ServerReply;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks by a datagram. A server that refuses it is not waited for. */
final class DatagramAttempt extends Attempt {
    private final Duration patience;

    DatagramAttempt(Forwarder forwarder, Query query, Consumer<Optional<ServerReply>> listener) {
        super(forwarder, query, listener);
        this.patience = forwarder.limits().datagramPatience();
    }

    @Override
    int type() {
        return Flags.SOCK_DGRAM;
    }

    @Override
    Duration patience() {
        return patience;
    }

    @Override
    void ask(Fd socket, InetSocketAddress server) {
        loop.sockets().connect(socket, server);
        loop.poller().add(socket, Flags.EPOLLIN, events -> read(socket));
        loop.descriptors().write(socket, loop.buffer().put(message).flip());
    }

    private void read(Fd socket) {
        ByteBuffer buffer = loop.buffer();
        try {
            loop.descriptors().read(socket, buffer);
        } catch (LinuxException e) {
            if (!e.is(Errno.EAGAIN)) {
                fail();
            }
            return;
        }
        byte[] wire = new byte[buffer.flip().remaining()];
        buffer.get(wire);
        received(wire);
    }
}
