package dev.wharf.spi.testkit.network;

/** What network drivers may or may not be able to do. */
public enum NetworkFeature {
    /** The driver has the capability {@link dev.wharf.spi.network.PortPublisher}. Without it the capability is absent. */
    PUBLISHING,

    /** The driver has the capability {@link dev.wharf.spi.network.PeerFilter}. Without it the capability is absent. */
    FILTERING,

    /** The host is the router of a network: it has the gateway's address, and reaches the containers. */
    HOST_IS_ROUTER,

    /** What {@link NetworkDriverConformance#damage} did to the host is repaired while containers go on. */
    REPAIRING
}
