package dev.wharf.api.http.server;

import dev.wharf.api.http.route.Dispatcher;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The listeners and what stands behind them. */
final class HttpServer implements AutoCloseable {
    /** How long a connection may be silent between requests or within a body. */
    static final long IDLE_MILLIS = Duration.ofMinutes(5).toMillis();

    /** How many connections wait until they are accepted, as in Go; the JDK's 50 refuse clients that come together. */
    static final int WAITING_CONNECTIONS = 4096;

    private static final Duration HEAD_DEADLINE = Duration.ofSeconds(30);
    private static final int MOST_CONNECTIONS = 16_384;

    /** What is read at once of an upload; larger buffers are not pooled. */
    private static final int READ_SIZE = 64 * 1024;

    private final Server server;
    private final List<ServerConnector> ports = new ArrayList<>();
    private final List<Path> sockets = new ArrayList<>();

    private HttpServer(Server server) {
        this.server = server;
    }

    /**
     * Listens on all addresses.
     *
     * @param group owner of unix sockets; empty for {@code docker} where that group exists
     * @param version of the distribution
     * @throws IOException when one of them cannot be had; then it listens on none
     */
    static HttpServer start(
            List<ListenAddress> addresses, String group, String version, Supplier<Dispatcher> dispatcher)
            throws IOException {
        CommonHeaders common = new CommonHeaders(version);
        HttpServer http = new HttpServer(new Server(ServerThreads.create()));
        http.server.setStopAtShutdown(false);
        http.server.setStopTimeout(0);
        http.server.setHandler(new DispatchingHandler(dispatcher));
        http.server.setErrorHandler(new RefusedRequests(common));
        http.server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, http.server));
        ListenAddress.Listeners listeners = http.listeners(group, protocol(common));
        addresses.forEach(address -> address.listen(listeners));
        http.open();
        return http;
    }

    /** The TCP ports that it listens on, in the order of the addresses. */
    List<Integer> ports() {
        return ports.stream().map(ServerConnector::getLocalPort).toList();
    }

    /** The sockets in the file system that it listens on, in the order of the addresses. */
    List<Path> sockets() {
        return List.copyOf(sockets);
    }

    /** Runs a task on one of the server's threads. */
    void execute(Runnable task) {
        server.getThreadPool().execute(task);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP server does not stop", e);
        }
    }

    private void open() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            IOException failure = new IOException(sentence(e), e);
            try {
                close();
            } catch (IllegalStateException whileClosing) {
                failure.addSuppressed(whileClosing);
            }
            throw failure;
        }
    }

    /** The message of a file system error is the path alone. */
    private static String sentence(Exception failure) {
        return failure instanceof FileSystemException file
                ? file.getClass().getSimpleName() + ": " + file.getMessage()
                : String.valueOf(failure.getMessage());
    }

    private ListenAddress.Listeners listeners(String group, HttpConnectionFactory protocol) {
        return new ListenAddress.Listeners() {
            @Override
            public void unix(ListenAddress.Unix address) {
                SocketFile file = new SocketFile(address.path(), group);
                add(new UnixListener(server, protocol, file, HEAD_DEADLINE.toNanos()));
                sockets.add(address.path());
            }

            @Override
            public void tcp(ListenAddress.Tcp address) {
                TcpListener listener = new TcpListener(server, protocol, address, HEAD_DEADLINE.toNanos());
                add(listener);
                ports.add(listener);
            }
        };
    }

    private void add(AbstractConnector listener) {
        listener.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(listener);
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
