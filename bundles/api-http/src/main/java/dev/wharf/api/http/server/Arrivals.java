package dev.wharf.api.http.server;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections on the thread that waits for requests, too, so that the first request of a client waits for no thread more
 * than those that follow. When a connection cannot be accepted, for want of descriptors mostly, it tries again a second later.
 * The listening socket stays open when all this ends. Thread-safe.
 */
final class Arrivals implements ManagedSelector.Selectable {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final int PAUSE_SECONDS = 1;

    private final ServerSocketChannel socket;
    private final Consumer<SocketChannel> taker;
    private final ManagedSelector selector;
    private final Scheduler scheduler;
    private Optional<SelectionKey> key = Optional.empty(); // of the selector's thread, as all below
    private boolean isWanted = true;

    /**
     * Waits for clients from {@link #open()} on.
     *
     * @param socket that does not block
     * @param taker gets each connection and does not block
     */
    Arrivals(ServerSocketChannel socket, Consumer<SocketChannel> taker, ManagedSelector selector, Scheduler scheduler) {
        this.socket = socket;
        this.taker = taker;
        this.selector = selector;
        this.scheduler = scheduler;
    }

    /** Begins. */
    void open() {
        selector.submit(this::register);
    }

    /** Begins or ceases to accept; who comes meanwhile waits. */
    void want(boolean wanted) {
        selector.submit(ignored -> {
            isWanted = wanted;
            listen(wanted);
        });
    }

    /** Ends; to be called while the selector still works, which closes what it still knows when it ends. */
    void close() {
        selector.submit(ignored -> key.ifPresent(SelectionKey::cancel));
    }

    @Override
    @SuppressWarnings("NullAway") // Jetty's API is unannotated: null tells that nothing is left to do
    public Runnable onSelected() {
        try {
            for (SocketChannel client = socket.accept(); client != null; client = socket.accept()) {
                taker.accept(client);
            }
        } catch (IOException | RuntimeException e) { // whatever escaped, the selector would close the listening socket
            LOG.warn("no connection can be accepted for now: {}", e.toString());
            listen(false);
            scheduler.schedule(() -> selector.submit(ignored -> listen(isWanted)), PAUSE_SECONDS, TimeUnit.SECONDS);
        }
        return null;
    }

    @Override
    public void updateKey() {
        // what is wanted of it changes on its thread alone
    }

    @Override
    public void replaceKey(SelectionKey next) {
        key = Optional.of(next);
    }

    private void register(Selector into) {
        try {
            key = Optional.of(socket.register(into, SelectionKey.OP_ACCEPT, this));
        } catch (ClosedChannelException e) {
            LOG.error("a listening socket was closed by somebody else", e);
        }
    }

    private void listen(boolean listens) {
        key.filter(SelectionKey::isValid).ifPresent(known -> known.interestOps(listens ? SelectionKey.OP_ACCEPT : 0));
    }
}
