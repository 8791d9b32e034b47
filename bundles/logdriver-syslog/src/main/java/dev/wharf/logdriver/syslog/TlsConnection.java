package dev.wharf.logdriver.syslog;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLSocket;

/** An encrypted connection. */
final class TlsConnection implements Connection {
    /** Milliseconds; only for the look whether the server has said goodbye. */
    private static final int GLANCE = 1;

    private final Socket plain;
    private final SSLSocket encrypted;

    TlsConnection(Socket plain, SSLSocket encrypted) {
        this.plain = plain;
        this.encrypted = encrypted;
    }

    @Override
    public boolean isStream() {
        return true;
    }

    @Override
    public boolean isGone() {
        try {
            encrypted.setSoTimeout(GLANCE);
            return encrypted.getInputStream().read() < 0;
        } catch (SocketTimeoutException ignored) {
            return false; // it has nothing to say
        } catch (IOException ignored) {
            return true; // that is what was asked
        }
    }

    @Override
    public void send(byte[] bytes, int length) throws IOException {
        OutputStream out = encrypted.getOutputStream();
        Patience.limit(plain, () -> out.write(bytes, 0, length));
    }

    /** Saying goodbye may wait for the server. */
    @Override
    public void close() {
        try (plain) {
            Patience.limit(plain, encrypted::close);
        } catch (IOException ignored) {
            // the descriptor is gone all the same
        }
    }
}
