package dev.wharf.api.http.server;

import dev.wharf.api.http.route.Dispatcher;
import dev.wharf.api.http.wire.Json;
import dev.wharf.api.http.wire.ProgressObject;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what the first calls need, so that no client waits for it. */
final class WarmUp implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final Supplier<Dispatcher> dispatcher;

    WarmUp(Supplier<Dispatcher> dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void run() {
        byte[] text = Json.write(Json.tree(ProgressObject.ofStatus("ready")));
        LOG.debug("JSON is ready: {}", Json.readObject(text).isPresent());
        LOG.debug("routes are ready: {}", dispatcher.get());
    }
}
