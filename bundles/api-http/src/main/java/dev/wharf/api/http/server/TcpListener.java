package dev.wharf.api.http.server;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Listens on a TCP port. */
final class TcpListener extends ServerConnector {
    private final long headDeadlineNanos;

    TcpListener(Server server, HttpConnectionFactory http, ListenAddress.Tcp address, long headDeadlineNanos) {
        super(server, 0, -1, http);
        this.headDeadlineNanos = headDeadlineNanos;
        setHost(address.host());
        setPort(address.port());
        setAcceptQueueSize(HttpServer.WAITING_CONNECTIONS);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        ClientEndPoint endPoint = new ClientEndPoint(
                channel,
                selector,
                key,
                new ClientEndPoint.Surroundings(getScheduler(), getExecutor(), headDeadlineNanos));
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
