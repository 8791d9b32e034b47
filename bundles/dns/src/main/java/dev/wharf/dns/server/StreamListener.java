package dev.wharf.dns.server;

import dev.wharf.dns.loop.EventLoop;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections of one container. Belongs to the loop. */
final class StreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);
    private static final int MOST_CONNECTIONS = 16;
    private static final Duration REST = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Fd socket;
    private final Responder responder;
    private final Set<StreamConnection> connections = new HashSet<>();
    private boolean closed;

    StreamListener(EventLoop loop, Fd socket, Responder responder) {
        this.loop = loop;
        this.socket = socket;
        this.responder = responder;
    }

    /** Begins; any thread may call this. */
    void open() {
        loop.poller().add(socket, Flags.EPOLLIN, events -> accept());
    }

    private void accept() {
        if (closed) {
            return;
        }
        try {
            Fd accepted = loop.sockets().accept(socket);
            var connection = new StreamConnection(loop, accepted, responder, this::ended);
            connections.add(connection);
            connection.open();
        } catch (LinuxException e) {
            if (!e.is(Errno.EAGAIN)) {
                LOG.warn("a connection to a name server cannot be accepted: {}", e.getMessage());
                rest();
                return;
            }
        }
        listen();
    }

    private void ended(StreamConnection connection) {
        connections.remove(connection);
        listen();
    }

    /** Takes more as long as there are not too many. */
    private void listen() {
        if (!closed) {
            loop.poller().modify(socket, connections.size() < MOST_CONNECTIONS ? Flags.EPOLLIN : 0);
        }
    }

    /** Without descriptors the same connection would be offered without end. */
    private void rest() {
        loop.poller().modify(socket, 0);
        loop.after(REST, this::listen);
    }

    void close() {
        closed = true;
        loop.poller().remove(socket);
        socket.close();
        Set.copyOf(connections).forEach(StreamConnection::close);
    }
}
