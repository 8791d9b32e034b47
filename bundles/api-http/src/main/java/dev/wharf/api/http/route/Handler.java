package dev.wharf.api.http.route;

import java.io.IOException;

/** Serves the calls of one route. Knows no version: a request comes, and an answer goes, in the newest words. */
@FunctionalInterface
interface Handler {
    /**
     * Serves a call. May block.
     *
     * @throws dev.wharf.engine.api.EngineException to be told to the client
     * @throws IOException when the client is gone
     */
    void serve(Call call, Reply reply) throws IOException;
}
