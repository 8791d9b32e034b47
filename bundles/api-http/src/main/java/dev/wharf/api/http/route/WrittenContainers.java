package dev.wharf.api.http.route;

import dev.wharf.engine.api.container.Container;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was written of containers that were asked for lately. Clients ask again and again until something changes; to see that
 * nothing has costs a tenth of writing the document. Thread-safe.
 *
 * @param <T> text, not to be changed
 */
final class WrittenContainers<T> {
    /** As many as a busy host has, since some clients ask for one after the other; some KiB each. */
    private static final int KEPT = 256;

    private final Function<Container, T> writer;
    private final Map<String, Written<T>> written = new ConcurrentHashMap<>();

    private record Written<T>(Container container, T text) {}

    WrittenContainers(Function<Container, T> writer) {
        this.writer = writer;
    }

    /** The text of a container. */
    T of(Container container) {
        Written<T> known = written.get(container.id());
        return known != null && known.container().equals(container) ? known.text() : write(container);
    }

    private T write(Container container) {
        if (written.size() >= KEPT) {
            forgetAny();
        }
        T text = writer.apply(container);
        written.put(container.id(), new Written<>(container, text));
        return text;
    }

    private void forgetAny() {
        Iterator<String> ids = written.keySet().iterator();
        if (ids.hasNext()) {
            written.remove(ids.next());
        }
    }
}
