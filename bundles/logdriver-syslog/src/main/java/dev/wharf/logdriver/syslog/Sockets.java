package dev.wharf.logdriver.syslog;

import java.io.Closeable;
import java.io.IOException;

/** What sockets of all kinds have in common. */
final class Sockets {
    private Sockets() {}

    static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // the descriptor is gone all the same
        }
    }
}
