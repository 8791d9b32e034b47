package dev.wharf.api.http.server;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * Tells a client that has closed its unix socket from one that has only ended its output, which both read as the end.
 * epoll(7) reports EPOLLHUP for the first alone, and the JDK shows that as all operations being ready, also one that a
 * connected channel is never ready for. On TCP the two look alike until something is written.
 */
final class HangUp {
    private HangUp() {}

    /** Whether nobody is at the other end any more. */
    static boolean of(SocketChannel channel) {
        try (Selector selector = Selector.open()) {
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_CONNECT);
            selector.selectNow();
            return key.isConnectable();
        } catch (IOException | CancelledKeyException ignored) {
            // closed meanwhile: nobody is there
            return true;
        }
    }
}
