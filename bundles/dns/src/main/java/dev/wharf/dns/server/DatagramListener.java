package dev.wharf.dns.server;

import dev.wharf.dns.loop.EventLoop;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes datagrams of one container. Belongs to the loop. */
final class DatagramListener {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramListener.class);

    private final EventLoop loop;
    private final Fd socket;
    private final Responder responder;
    private boolean closed;

    DatagramListener(EventLoop loop, Fd socket, Responder responder) {
        this.loop = loop;
        this.socket = socket;
        this.responder = responder;
    }

    /** Begins; any thread may call this. */
    void open() {
        loop.poller().add(socket, Flags.EPOLLIN, events -> receive());
    }

    /** One a turn, so that a container which asks without end does not keep others from being heard. */
    private void receive() {
        if (closed) {
            return;
        }
        ByteBuffer buffer = loop.buffer();
        try {
            InetSocketAddress client = loop.sockets().receiveFrom(socket, buffer);
            byte[] wire = new byte[buffer.flip().remaining()];
            buffer.get(wire);
            responder.take(wire, false, reply -> send(reply, client));
        } catch (LinuxException e) {
            if (!e.is(Errno.EAGAIN)) {
                LOG.debug("a question cannot be received", e);
            }
        }
    }

    /** A reply for which there is no room is lost, as datagrams may be. */
    private void send(byte[] reply, InetSocketAddress client) {
        if (closed) {
            return;
        }
        try {
            loop.sockets().sendTo(socket, loop.buffer().put(reply).flip(), client);
        } catch (LinuxException e) {
            LOG.debug("a reply cannot be sent to {}", client, e);
        }
    }

    void close() {
        closed = true;
        loop.poller().remove(socket);
        socket.close();
    }
}
