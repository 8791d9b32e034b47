package dev.wharf.networks.life;

import dev.wharf.engine.api.EngineException;
import dev.wharf.networks.live.LiveEndpoint;
import dev.wharf.networks.live.LiveEndpoint.Place;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.PeerFilter;
import dev.wharf.spi.network.PeerFilter.Opening;
import dev.wharf.spi.network.PortPublisher;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.Sandbox;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What drivers do for connections; one call at a time for each. Networks without a driver need nothing. Thread-safe. */
final class Endpoints {
    private final NetworkDrivers drivers;

    Endpoints(NetworkDrivers drivers) {
        this.drivers = drivers;
    }

    /**
     * Makes a network at its driver.
     *
     * @throws EngineException what stands against it
     */
    void make(LiveNetwork network) {
        if (network.needsDriver()) {
            drivers.call(network.driver(), driver -> {
                network.making().make(driver);
                return true;
            });
        }
    }

    /**
     * Removes a network at its driver.
     *
     * @throws EngineException what stands against it
     */
    void remove(LiveNetwork network) {
        if (network.needsDriver()) {
            drivers.call(network.driver(), driver -> {
                network.making().unmake(driver);
                return true;
            });
        }
    }

    /**
     * Makes a connection, to be joined.
     *
     * @throws EngineException what stands against it
     */
    void make(LiveEndpoint endpoint) {
        with(endpoint, driver -> {
            endpoint.network().making().make(driver);
            endpoint.made(driver.createEndpoint(endpoint.spec()));
        });
    }

    /**
     * Brings a connection into a container, or gives one that is in it the default route.
     *
     * @throws EngineException what stands against it
     */
    void join(LiveEndpoint endpoint, Path space) {
        with(endpoint, driver -> join(driver, endpoint, space));
    }

    static void join(NetworkDriver driver, LiveEndpoint endpoint, Path space) {
        Place place = endpoint.place();
        Attachment attachment = driver.join(
                endpoint.id(),
                new Sandbox(endpoint.containerId(), space),
                new JoinOptions(place.interfaceName(), place.isDefaultRoute()));
        endpoint.placed(new Place(attachment.interfaceName(), place.isDefaultRoute(), Optional.of(attachment)));
    }

    /**
     * Takes a connection out of a running container.
     *
     * @throws EngineException what stands against it
     */
    void leave(LiveEndpoint endpoint, Path space) {
        with(endpoint, driver -> driver.leave(endpoint.id(), new Sandbox(endpoint.containerId(), space)));
    }

    /**
     * Forgets a connection.
     *
     * @throws EngineException what stands against it
     */
    void remove(LiveEndpoint endpoint) {
        with(endpoint, driver -> {
            driver.removeEndpoint(endpoint.id());
            endpoint.unmade();
        });
    }

    /**
     * Leads ports of the host to a container.
     *
     * @throws EngineException what stands against it, Unsupported when the kernel cannot
     */
    void publish(LiveEndpoint endpoint, Collection<PublishedPort> ports) {
        with(endpoint, driver -> publish(driver, endpoint, ports));
    }

    static void publish(NetworkDriver driver, LiveEndpoint endpoint, Collection<PublishedPort> ports) {
        driver.as(PortPublisher.class).ifPresent(publisher -> publisher.publish(endpoint.id(), ports));
    }

    /**
     * Sets what a container may reach of others.
     *
     * @throws EngineException what stands against it
     */
    void open(LiveEndpoint endpoint, List<Opening> openings) {
        with(endpoint, driver -> open(driver, endpoint, openings));
    }

    static void open(NetworkDriver driver, LiveEndpoint endpoint, List<Opening> openings) {
        driver.as(PeerFilter.class).ifPresent(filter -> filter.open(endpoint.id(), openings));
    }

    private void with(LiveEndpoint endpoint, Consumer<NetworkDriver> work) {
        if (!endpoint.network().needsDriver()) {
            return;
        }
        drivers.call(endpoint.network().driver(), driver -> {
            endpoint.using().lock();
            try {
                work.accept(driver);
            } finally {
                endpoint.using().unlock();
            }
            return true;
        });
    }
}
