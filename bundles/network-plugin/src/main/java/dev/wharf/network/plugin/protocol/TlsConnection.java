package dev.wharf.network.plugin.protocol;

import dev.wharf.network.plugin.protocol.PluginAddress.TlsFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A connection over TLS. */
final class TlsConnection implements Connection {
    private final SSLSocket socket;
    private final Deadline deadline;

    private TlsConnection(SSLSocket socket, Deadline deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    static Connection open(PluginAddress.Remote address, TlsFiles files, Deadline deadline) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(address.host(), address.port()), deadline.millis());
            plain.setSoTimeout(deadline.millis());
            SSLSocket socket = (SSLSocket)
                    TlsContext.of(files).getSocketFactory().createSocket(plain, address.host(), address.port(), true);
            if (files.trusted().isPresent()) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return new TlsConnection(socket, deadline);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        byte[] all = new byte[bytes.remaining()];
        bytes.get(all);
        socket.getOutputStream().write(all);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        socket.setSoTimeout(deadline.millis());
        byte[] some = new byte[into.remaining()];
        int count = socket.getInputStream().read(some);
        into.put(some, 0, Math.max(0, count));
        return count;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
