package dev.wharf.spi.network;

import java.util.Collection;
import org.osgi.annotation.versioning.ConsumerType;

/** The capability of a network driver to lead ports of the host to containers. Calls can be repeated. */
@ConsumerType
public interface PortPublisher {

    /**
     * Sets the published ports of an endpoint; earlier ones that are not among them end. All come to be at once or none.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND for the endpoint, UNSUPPORTED where the kernel cannot, INTERNAL
     */
    void publish(EndpointId endpoint, Collection<PublishedPort> ports);
}
