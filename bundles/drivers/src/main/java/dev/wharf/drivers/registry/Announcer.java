package dev.wharf.drivers.registry;

import dev.wharf.drivers.DriverListener;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happens, in order, on one thread. A new listener first hears of what was told to the others and
 * still holds.
 */
final class Announcer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final SerialThread thread;
    private final List<DriverListener> listeners = new ArrayList<>(); // only touched on the thread
    private final Set<String> present = new LinkedHashSet<>(); // only touched on the thread

    Announcer(String kind) {
        this.thread = new SerialThread(kind + " driver news");
    }

    void listen(DriverListener listener) {
        thread.run(() -> {
            listeners.add(listener);
            List.copyOf(present).forEach(name -> tell(listener, to -> to.arrived(name)));
        });
    }

    void unlisten(DriverListener listener) {
        thread.run(() -> listeners.remove(listener));
    }

    void arrived(String name) {
        thread.run(() -> {
            present.add(name);
            List.copyOf(listeners).forEach(listener -> tell(listener, to -> to.arrived(name)));
        });
    }

    void leaving(String name) {
        thread.run(() -> {
            present.remove(name);
            List.copyOf(listeners).forEach(listener -> tell(listener, to -> to.leaving(name)));
        });
    }

    @Override
    public void close() {
        thread.close();
    }

    /** The root of the thread, as far as a listener is concerned: one that fails does not silence the others. */
    private static void tell(DriverListener listener, Consumer<DriverListener> news) {
        try {
            news.accept(listener);
        } catch (RuntimeException e) {
            LOG.error("a listener of drivers failed", e);
        }
    }
}
