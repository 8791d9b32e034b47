package dev.wharf.api.http.server;

import dev.wharf.api.http.route.Dispatcher;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;

/** The listeners and what stands behind them. */
final class HttpServer implements AutoCloseable {
    /** How long a connection may be silent between requests or within a body. */
    static final long IDLE_MILLIS = Duration.ofMinutes(5).toMillis();

    private static final Duration HEAD_DEADLINE = Duration.ofSeconds(30);
    private static final int MOST_CONNECTIONS = 16_384;

    /** What is read at once of an upload; larger buffers are not pooled. */
    private static final int READ_SIZE = 64 * 1024;

    private final Server server;
    private final ListeningSockets sockets;

    private HttpServer(Server server, ListeningSockets sockets) {
        this.server = server;
        this.sockets = sockets;
    }

    /**
     * Serves whoever comes to the sockets, which it closes when it cannot.
     *
     * @param version of the distribution
     */
    static HttpServer start(ListeningSockets sockets, String version, Supplier<Dispatcher> dispatcher)
            throws IOException {
        CommonHeaders common = new CommonHeaders(version);
        HttpServer http = new HttpServer(new Server(ServerThreads.create()), sockets);
        http.server.setStopAtShutdown(false);
        http.server.setStopTimeout(0);
        http.server.setHandler(new DispatchingHandler(dispatcher));
        http.server.setErrorHandler(new RefusedRequests(common));
        http.server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, http.server));
        HttpConnectionFactory protocol = protocol(common);
        sockets.stream().forEach(socket -> http.add(socket, protocol));
        http.open();
        return http;
    }

    /** Where it listens. */
    ListeningSockets sockets() {
        return sockets;
    }

    /** Runs a task on one of the server's threads. */
    void execute(Runnable task) {
        server.getThreadPool().execute(task);
    }

    /** Ends all connections, and leaves the sockets open: who connects from now on waits for whoever serves them next. */
    void suspend() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        }
    }

    /** Ends all connections and closes the sockets. */
    @Override
    public void close() {
        try {
            suspend();
        } finally {
            sockets.close();
        }
    }

    private void open() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            IOException failure = new IOException(String.valueOf(e.getMessage()), e);
            try {
                close();
            } catch (IllegalStateException whileClosing) {
                failure.addSuppressed(whileClosing);
            }
            throw failure;
        }
    }

    private void add(ListeningSocket socket, HttpConnectionFactory protocol) {
        SocketConnector connector = new SocketConnector(server, protocol, socket.channel(), HEAD_DEADLINE.toNanos());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
    }

    private static HttpConnectionFactory protocol(CommonHeaders common) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(ClientEndPoint.LARGEST_HEAD);
        configuration.setHttpCompliance(HttpCompliance.RFC9110.with(
                "WHARF",
                HttpCompliance.Violation.UNSAFE_HOST_HEADER,
                HttpCompliance.Violation.MISMATCHED_AUTHORITY,
                HttpCompliance.Violation.WHITESPACE_IN_PARAMETER,
                HttpCompliance.Violation.BAD_QUOTES_IN_TOKEN));
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.addCustomizer(common);
        HttpConnectionFactory protocol = new HttpConnectionFactory(configuration);
        protocol.setInputBufferSize(READ_SIZE);
        return protocol;
    }
}
