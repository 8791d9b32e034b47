package dev.wharf.networks.port;

import dev.wharf.spi.network.PublishedPort.Protocol;
import java.io.IOException;
import java.net.InetAddress;

/** Binds sockets of the host. Thread-safe. */
@FunctionalInterface
public interface HostSockets {

    /**
     * Holds a port, so that nobody else gets it.
     *
     * @throws IOException BindException when it is taken or the address is not the host's
     */
    HostSocket bind(Protocol protocol, InetAddress address, int port) throws IOException;
}
