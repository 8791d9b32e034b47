package dev.wharf.logdriver.syslog;

import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Connects to servers. Looking up a name may take long. Thread-safe. */
final class Dial {
    private static final int MILLIS = (int) Patience.LIMIT.toMillis();

    private final Supplier<Kernel> kernel;
    private final List<Path> local;

    /**
     * Connects through the kernel of this machine.
     *
     * @param local where the socket of this host may be
     */
    Dial(Supplier<Kernel> kernel, List<Path> local) {
        this.kernel = kernel;
        this.local = List.copyOf(local);
    }

    Connection connect(SyslogOptions options) throws IOException {
        SyslogAddress address = options.address();
        return switch (address.transport()) {
            case LOCAL -> local();
            case UDP -> udp(address);
            case TCP -> tcp(address);
            case TLS -> tls(address, options.tls());
            case UNIX -> unix(Path.of(address.path()));
            case UNIXGRAM -> datagrams(Path.of(address.path()));
        };
    }

    /** As srslog's srslog_unix.go: datagrams at all places, then connections. */
    private Connection local() throws IOException {
        IOException failure = new IOException("Unix syslog delivery error");
        for (Path path : local) {
            try {
                return datagrams(path);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        for (Path path : local) {
            try {
                return unix(path);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private Connection datagrams(Path path) throws IOException {
        try {
            return new UnixDatagramConnection(kernel.get(), path);
        } catch (LinuxException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Connection unix(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Patience.limit(channel, () -> channel.connect(UnixDomainSocketAddress.of(path)));
            return new StreamConnection(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Connection udp(SyslogAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.connect(new InetSocketAddress(addresses(address)[0], address.port()));
            return new UdpConnection(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Connection tcp(SyslogAddress address) throws IOException {
        return new StreamConnection(channel(address));
    }

    private static SocketChannel channel(SyslogAddress address) throws IOException {
        IOException failure = new IOException("no address");
        for (InetAddress each : addresses(address)) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.socket().connect(new InetSocketAddress(each, address.port()), MILLIS);
                return channel;
            } catch (IOException e) {
                channel.close();
                e.addSuppressed(failure);
                failure = e;
            }
        }
        throw failure;
    }

    private static Connection tls(SyslogAddress address, TlsFiles files) throws IOException {
        var factory = files.read().getSocketFactory();
        Socket plain = channel(address).socket();
        try {
            SSLSocket encrypted = (SSLSocket) factory.createSocket(plain, address.host(), address.port(), true);
            if (!files.skipsVerification()) {
                SSLParameters parameters = encrypted.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                encrypted.setSSLParameters(parameters);
            }
            Patience.limit(plain, encrypted::startHandshake);
            return new TlsConnection(plain, encrypted);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static InetAddress[] addresses(SyslogAddress address) throws IOException {
        try {
            return InetAddress.getAllByName(address.host());
        } catch (UnknownHostException e) {
            throw new IOException("lookup " + address.host() + ": no such host", e);
        }
    }
}
