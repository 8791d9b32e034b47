package dev.wharf.networks.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries connections and datagrams from sockets of the host to containers, all on one thread, which is there while there is
 * a socket to watch. Thread-safe.
 */
public final class Relays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Relays.class);
    private static final int LARGEST_DATAGRAM = 65_535;
    private static final long TICK_MILLIS = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Runnable> tasks = new ArrayDeque<>(); // guarded by lock
    private final Map<SelectableChannel, Handler> handlers = new HashMap<>(); // touched on the thread alone
    private @Nullable ByteBuffer datagram; // touched on the thread alone
    private final Selector selector; // its thread changes; woken with the lock held
    private boolean isRunning; // guarded by lock
    private boolean isClosed; // guarded by lock

    /** Without a socket yet. */
    public Relays() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector", e);
        }
    }

    /** Carries each connection to a container from now on. The channel listens, and does not block. */
    public void carry(ServerSocketChannel listener, Supplier<InetSocketAddress> target) {
        ask(() -> add(listener, SelectionKey.OP_ACCEPT, new TcpRelay(selector, listener, target)));
    }

    /** Carries each datagram to a container, and the answers back, from now on. The channel is bound, and does not block. */
    public void carry(DatagramChannel socket, Supplier<InetSocketAddress> target) {
        ask(() -> add(socket, SelectionKey.OP_READ, new UdpRelay(selector, socket, target, datagram())));
    }

    /**
     * Closes sockets, and what was carried for them, in a moment: a channel that a selector knows is closed by the selector's
     * thread alone.
     *
     * @param done called when their ports are free
     */
    public void close(Collection<? extends SelectableChannel> channels, Runnable done) {
        boolean isAsked = ask(() -> {
            channels.forEach(this::drop);
            flush();
            done.run();
        });
        if (!isAsked) {
            done.run(); // all were closed with the relays
        }
    }

    /** Has a task done on the thread; false when the relays are closed. */
    private boolean ask(Runnable task) {
        lock.lock();
        try {
            if (isClosed) {
                return false;
            }
            tasks.add(task);
            selector.wakeup(); // a thread that is only starting does not wait either
            if (!isRunning) {
                isRunning = true;
                start();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        Thread thread = new Thread(this::run, "port relay");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, error) -> LOG.error("thread {} failed", t.getName(), error));
        thread.start();
    }

    private void add(SelectableChannel channel, int interest, Handler handler) {
        try {
            channel.register(selector, interest, handler);
            handlers.put(channel, handler);
        } catch (IOException e) { // it was closed before it was ever carried
            LOG.debug("{} is not carried", channel, e);
        }
    }

    private ByteBuffer datagram() {
        if (datagram == null) {
            datagram = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);
        }
        return datagram;
    }

    private void drop(SelectableChannel channel) {
        Handler handler = handlers.remove(channel);
        if (handler != null) {
            handler.close();
        }
        close(channel);
    }

    private void run() {
        try {
            do {
                selector.select(this::handle, TICK_MILLIS);
                long now = System.nanoTime();
                handlers.values().forEach(handler -> handler.tick(now));
            } while (goesOn());
            if (isClosed()) {
                end();
            }
        } catch (IOException e) {
            LOG.error("published ports are not relayed any more", e);
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("the selector was closed with an error", e);
        }
    }

    private void handle(SelectionKey key) {
        Handler handler = (Handler) key.attachment();
        handler.ready(key);
    }

    /** Does what was asked for; whether the thread is still needed. */
    private boolean goesOn() {
        while (true) {
            List<Runnable> asked;
            lock.lock();
            try {
                asked = List.copyOf(tasks);
                tasks.clear();
                if (asked.isEmpty()) {
                    isRunning = !handlers.isEmpty() && !isClosed;
                    return isRunning;
                }
            } finally {
                lock.unlock();
            }
            asked.forEach(Runnable::run);
        }
    }

    /** Lets the selector let go of channels that were closed. */
    private void flush() {
        try {
            selector.selectNow(this::handle);
        } catch (IOException e) {
            LOG.warn("closed ports may stay taken", e);
        }
    }

    /** Ends everything that is carried; further sockets are refused. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (isRunning && !isClosed) {
                tasks.add(() -> List.copyOf(handlers.keySet()).forEach(this::drop));
                tasks.add(this::flush);
            }
            isClosed = true;
            if (isRunning) {
                selector.wakeup();
            } else {
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    static void close(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("{} was closed with an error", channel, e);
        }
    }
}
