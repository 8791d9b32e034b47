package dev.wharf.api.http.server;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/** Listens on a unix socket. */
final class UnixListener extends UnixDomainServerConnector {
    private final SocketFile file;
    private final long headDeadlineNanos;

    UnixListener(Server server, HttpConnectionFactory http, SocketFile file, long headDeadlineNanos) {
        super(server, 0, -1, http);
        this.file = file;
        this.headDeadlineNanos = headDeadlineNanos;
        setUnixDomainPath(file.bound());
        setAcceptQueueSize(HttpServer.WAITING_CONNECTIONS);
    }

    /** Binds where nobody else can come in, and shows the socket when it has its owner and mode. */
    @Override
    protected void doStart() throws Exception {
        file.prepare();
        super.doStart();
        file.publish();
    }

    @Override
    protected void doStop() throws Exception {
        try {
            super.doStop();
        } finally {
            file.remove();
        }
    }

    @Override
    protected SelectorManager newSelectorManager(Executor executor, Scheduler scheduler, int selectors) {
        return new UnixDomainSelectorManager(executor, scheduler, selectors) {
            @Override
            protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
                return clientEndPoint((SocketChannel) channel, selector, key);
            }
        };
    }

    private EndPoint clientEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        ClientEndPoint endPoint = new ClientEndPoint(
                channel,
                selector,
                key,
                new ClientEndPoint.Surroundings(getScheduler(), getExecutor(), headDeadlineNanos));
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
