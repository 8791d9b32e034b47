package dev.wharf.api.http.wire;

import dev.wharf.engine.api.network.NetworkCreated;

/**
 * A network that was made.
 *
 * @param id {@code Id}
 * @param warning {@code Warning}: empty for none
 */
public record CreatedNetwork(String id, String warning) {

    /** The document of a network that was made. */
    public static CreatedNetwork of(NetworkCreated network) {
        return new CreatedNetwork(network.id(), network.warning());
    }
}
