package dev.wharf.networks.relay;

import java.nio.channels.SelectionKey;

/** What is done when a channel is ready. Called on the relays' thread alone. */
interface Handler {

    /** The channel of the key is ready. Does not block, and fails only in ways that end its own connections. */
    void ready(SelectionKey key);

    /** Looks after what time has brought. */
    default void tick(long nanoTime) {}

    /** Ends all connections. */
    void close();
}
