package dev.wharf.networks.port;

import java.net.InetSocketAddress;

/** Sockets that hold a port of the host. */
public interface HostSocket extends AutoCloseable {

    /** Carries what the kernel does not lead to the container; later calls change where to. */
    void carryTo(InetSocketAddress target);

    /**
     * Lets the port go. It is free on all that the packet filter leads when the call returns; [::1] follows in a moment, for
     * which a next holder waits. Closing twice is harmless.
     */
    @Override
    void close();
}
