package dev.wharf.dns.server;

import dev.wharf.dns.NameService;
import dev.wharf.dns.loop.EventLoop;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The two listeners of one container. Thread-safe. */
final class ServedNamespace implements NameService {
    private final EventLoop loop;
    private final DatagramListener datagrams;
    private final StreamListener streams;
    private final Consumer<ServedNamespace> listener;
    private final AtomicBoolean closed = new AtomicBoolean();

    ServedNamespace(EventLoop loop, NamespaceSockets sockets, Responder responder, Consumer<ServedNamespace> listener) {
        this.loop = loop;
        this.datagrams = new DatagramListener(loop, sockets.datagrams(), responder);
        this.streams = new StreamListener(loop, sockets.streams(), responder);
        this.listener = listener;
    }

    void open() {
        datagrams.open();
        streams.open();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            listener.accept(this);
            loop.execute(this::letGo);
        }
    }

    private void letGo() {
        datagrams.close();
        streams.close();
    }
}
