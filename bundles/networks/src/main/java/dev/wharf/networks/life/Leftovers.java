package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import dev.wharf.networks.live.LiveEndpoint;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections of containers that have ended, which their drivers could not forget. They are asked again; a driver that is away
 * forgets them by itself when it comes back and is told who is there. Thread-safe.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final Consumer<LiveEndpoint> removal;
    private final Retries retries;

    /**
     * Without any yet.
     *
     * @param removal asks a driver; throws an EngineException when it cannot
     */
    Leftovers(Consumer<LiveEndpoint> removal, Retries retries) {
        this.removal = removal;
        this.retries = retries;
    }

    /**
     * Asks the driver to forget a connection.
     *
     * @param atEnd called when it has, perhaps later
     */
    void remove(LiveEndpoint endpoint, Runnable atEnd) {
        String what = "connection " + endpoint.id() + " of container " + endpoint.containerId() + " to network "
                + endpoint.network().name();
        retries.attempt(what, () -> {
            forget(endpoint);
            atEnd.run();
        });
    }

    private void forget(LiveEndpoint endpoint) {
        try {
            removal.accept(endpoint);
        } catch (EngineException.Unavailable e) {
            LOG.info("{} is forgotten when its driver comes back: {}", endpoint.id(), e.getMessage());
        }
    }
}
