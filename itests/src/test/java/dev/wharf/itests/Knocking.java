package dev.wharf.itests;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Connects to a socket again and again. */
final class Knocking implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final UnixDomainSocketAddress address;
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final AtomicInteger welcomes = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "knocking");
    private volatile boolean isOver;

    private Knocking(UnixDomainSocketAddress address) {
        this.address = address;
    }

    /** Begins. */
    static Knocking at(Path socket) {
        Knocking knocking = new Knocking(UnixDomainSocketAddress.of(socket));
        knocking.thread.start();
        return knocking;
    }

    private void run() {
        while (!isOver) {
            try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                client.connect(address);
                welcomes.incrementAndGet();
            } catch (IOException e) {
                refusals.add(e.toString());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Why connections were refused. */
    List<String> refusals() {
        return refusals;
    }

    /** How often it was let in. */
    int welcomes() {
        return welcomes.get();
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
