package dev.wharf.spi.network;

import java.util.Collection;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The capability of a network driver to let single containers of a network talk whose traffic is not allowed as such. Calls
 * can be repeated.
 */
@ConsumerType
public interface PeerFilter {

    /**
     * What one container may reach of another one.
     *
     * @param target endpoint of the same network
     * @param protocol of the port
     * @param port of the target
     */
    record Opening(EndpointId target, PublishedPort.Protocol protocol, int port) {}

    /**
     * Sets what an endpoint may reach; earlier openings that are not among them end.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND for an endpoint, UNSUPPORTED where the kernel cannot, INTERNAL
     */
    void open(EndpointId source, Collection<Opening> openings);
}
