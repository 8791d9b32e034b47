package dev.wharf.network.bridge;

/**
 * A bridge that is there.
 *
 * @param index its number
 * @param isHairpin whether its ports send back what came from them: where bridges call the packet filter of IP, they lead
 *     what a container sends to a port of its own on the host from its port to the same one
 */
record LiveBridge(int index, boolean isHairpin) {}
