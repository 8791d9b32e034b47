package dev.wharf.api.http.server;

import dev.wharf.api.http.wire.Json;
import dev.wharf.api.http.wire.ProgressObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what the first JSON answer needs, so that no client waits for it. */
final class JsonWarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(JsonWarmUp.class);

    private JsonWarmUp() {}

    static void run() {
        byte[] text = Json.write(Json.tree(ProgressObject.ofStatus("ready")));
        LOG.debug("JSON is ready: {} bytes", Json.readObject(text).map(Object::toString));
    }
}
