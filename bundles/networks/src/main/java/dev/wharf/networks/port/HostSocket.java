package dev.wharf.networks.port;

import java.net.InetSocketAddress;

/** Sockets that hold a port of the host. */
public interface HostSocket extends AutoCloseable {

    /** Carries what the kernel does not lead to the container; later calls change where to. */
    void carryTo(InetSocketAddress target);

    /** Lets the port go; it is free when the call returns. Closing twice is harmless. */
    @Override
    void close();
}
