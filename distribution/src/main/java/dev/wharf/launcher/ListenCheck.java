package dev.wharf.launcher;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

/** Sees, before anything is started, whether the addresses are free. */
final class ListenCheck {
    private ListenCheck() {}

    /**
     * Checks one address.
     *
     * @throws UsageException when somebody else listens there
     */
    static void require(HostAddress host) {
        if (host.isUnix() ? answers(host.socket()) : isTaken(host.socket())) {
            throw UsageException.of("a live daemon answers on " + host.text()
                    + ". Stop it, or choose another address, such as -H unix:///run/wharf.sock");
        }
    }

    private static boolean answers(SocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(address)) {
            return channel.isConnected();
        } catch (IOException ignored) {
            // no such file, or a file that a dead daemon left
            return false;
        }
    }

    private static boolean isTaken(SocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return false;
        } catch (IOException ignored) {
            // in use, or not an address of this host: both end in the same advice
            return true;
        }
    }
}
