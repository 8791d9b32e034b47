package dev.wharf.api.http.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the connections that come to a listening socket, which it leaves open: who connects when it has stopped waits for
 * the next one.
 */
final class SocketConnector extends AbstractConnector {
    private static final Logger LOG = LoggerFactory.getLogger(SocketConnector.class);
    private static final int NO_ACCEPTORS = 0;

    /**
     * What may lie in a unix socket until the client reads it, in bytes. Linux takes twice as much (socket(7)), which is room
     * for a piece of a log behind one that is being read.
     */
    private static final int SEND_BUFFER = 208 << 10;

    private final ServerSocketChannel socket;
    private final long headDeadlineNanos;
    private final Connections connections;
    private volatile Optional<Arrivals> arrivals = Optional.empty();

    SocketConnector(Server server, HttpConnectionFactory http, ServerSocketChannel socket, long headDeadlineNanos) {
        super(server, null, null, null, NO_ACCEPTORS, http);
        this.socket = socket;
        this.headDeadlineNanos = headDeadlineNanos;
        this.connections = new Connections(getExecutor(), getScheduler());
        installBean(connections, true);
    }

    @Override
    protected void doStart() throws Exception {
        socket.configureBlocking(false);
        super.doStart();
        Arrivals begun = new Arrivals(socket, connections::take, connections.first(), getScheduler());
        arrivals = Optional.of(begun);
        begun.open();
    }

    @Override
    protected void doStop() throws Exception {
        arrivals.ifPresent(Arrivals::close);
        super.doStop();
    }

    @Override
    public void setAccepting(boolean accepting) {
        super.setAccepting(accepting);
        arrivals.ifPresent(begun -> begun.want(accepting));
    }

    @Override
    protected void accept(int acceptor) {
        throw new IllegalStateException("there are no threads for this");
    }

    @Override
    public ServerSocketChannel getTransport() {
        return socket;
    }

    /** What reads and writes. */
    private final class Connections extends SelectorManager {
        Connections(Executor executor, Scheduler scheduler) {
            super(executor, scheduler);
        }

        /** One of the selectors, while they work. */
        ManagedSelector first() {
            return getBeans(ManagedSelector.class).iterator().next();
        }

        /** Begins to serve a client. */
        void take(SocketChannel client) {
            try {
                client.configureBlocking(false);
                if (client.getLocalAddress() instanceof InetSocketAddress) {
                    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                } else {
                    client.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
                }
                accept(client);
            } catch (IOException e) {
                LOG.debug("a client is gone as it came", e);
                IO.close(client);
            }
        }

        /** Connections are set up on the thread that found them: this blocks nowhere, and is quicker than to wake another. */
        @Override
        protected void execute(Runnable task) {
            if (task instanceof ManagedSelector.SelectorUpdate) {
                task.run();
            } else {
                super.execute(task);
            }
        }

        @Override
        protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
            ClientEndPoint endPoint = new ClientEndPoint(
                    (SocketChannel) channel,
                    selector,
                    key,
                    new ClientEndPoint.Surroundings(getScheduler(), getExecutor(), headDeadlineNanos));
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }

        @Override
        public Connection newConnection(SelectableChannel channel, EndPoint endPoint, @Nullable Object attachment) {
            return getDefaultConnectionFactory().newConnection(SocketConnector.this, endPoint);
        }

        @Override
        protected void endPointOpened(EndPoint endPoint) {
            super.endPointOpened(endPoint);
            onEndPointOpened(endPoint);
        }

        @Override
        protected void endPointClosed(EndPoint endPoint) {
            onEndPointClosed(endPoint);
            super.endPointClosed(endPoint);
        }
    }
}
