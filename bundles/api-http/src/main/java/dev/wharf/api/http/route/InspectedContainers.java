package dev.wharf.api.http.route;

import dev.wharf.api.http.wire.InspectContainer;
import dev.wharf.api.http.wire.Json;
import dev.wharf.engine.api.container.Container;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The texts of containers that were inspected lately, in the words of the newest version. Clients ask again and again until
 * something changes; to see that nothing has costs a tenth of writing the document. Thread-safe.
 */
final class InspectedContainers {
    /** As many as a busy host has, since some clients ask for one after the other; some KiB each. */
    private static final int KEPT = 256;

    private final Map<String, Written> written = new ConcurrentHashMap<>();

    private record Written(Container container, byte[] text) {}

    /** The document of a container as text. Not to be changed. */
    byte[] text(Container container) {
        Written known = written.get(container.id());
        return known != null && known.container().equals(container) ? known.text() : write(container);
    }

    private byte[] write(Container container) {
        if (written.size() >= KEPT) {
            forgetAny();
        }
        byte[] text = Json.write(InspectContainer.of(container));
        written.put(container.id(), new Written(container, text));
        return text;
    }

    private void forgetAny() {
        Iterator<String> ids = written.keySet().iterator();
        if (ids.hasNext()) {
            written.remove(ids.next());
        }
    }
}
