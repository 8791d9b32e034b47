package dev.wharf.networks.life;

import dev.wharf.networks.live.ContainerTable;
import dev.wharf.networks.live.LiveContainer;
import dev.wharf.networks.live.LiveEndpoint;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.networks.live.NetworkTable;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.NetworkDriver;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a driver that has come which networks there are and, as soon as all running containers are known, who is in them; and
 * makes anew what is missing. What fails is logged: a network that could not be made is tried again when somebody uses it.
 */
final class Reconciliation implements NetworkDrivers.Introduction {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final NetworkTable networks;
    private final ContainerTable containers;
    private final boolean filters;
    private volatile boolean knowsAll;

    /**
     * For these networks and containers.
     *
     * @param filters whether drivers may lead ports with the packet filter
     */
    Reconciliation(NetworkTable networks, ContainerTable containers, boolean filters) {
        this.networks = networks;
        this.containers = containers;
        this.filters = filters;
    }

    /** All running containers are known from now on. */
    void knowsAll() {
        knowsAll = true;
    }

    @Override
    public void introduce(String name, NetworkDriver driver) {
        for (LiveNetwork network : networks.of(name)) {
            if (isMade(driver, network) && knowsAll) {
                restore(driver, network);
            }
        }
    }

    private static boolean isMade(NetworkDriver driver, LiveNetwork network) {
        try {
            return network.making().makeAgain(driver);
        } catch (DriverException e) {
            LOG.error("network {} cannot be used: {}", network.name(), e.getMessage());
            return false;
        }
    }

    private void restore(NetworkDriver driver, LiveNetwork network) {
        List<LiveEndpoint> members =
                network.members().stream().filter(LiveEndpoint::isMade).toList();
        List<EndpointSpec> specs = members.stream().map(LiveEndpoint::spec).toList();
        try {
            driver.restore(network.spec().id(), specs);
        } catch (DriverException e) {
            LOG.error("the connections to network {} are not restored: {}", network.name(), e.getMessage());
        }
        members.forEach(endpoint ->
                containers.find(endpoint.containerId()).ifPresent(container -> settle(driver, container, endpoint)));
    }

    private void settle(NetworkDriver driver, LiveContainer container, LiveEndpoint endpoint) {
        if (container.space().isEmpty() || endpoint.place().attachment().isEmpty()) {
            return; // it is just being attached, and whoever does that goes on
        }
        try {
            Endpoints.join(driver, endpoint, container.space().get());
            if (filters
                    && endpoint.place().isDefaultRoute()
                    && !container.ports().isEmpty()) {
                Endpoints.publish(driver, endpoint, Published.ports(container, endpoint));
            }
            if (LinkedPeers.isClosed(endpoint)) {
                Endpoints.open(driver, endpoint, LinkedPeers.openings(container, endpoint));
            }
        } catch (DriverException e) {
            LOG.error(
                    "container {} in network {} is not as it should be: {}",
                    container.id(),
                    endpoint.network().name(),
                    e.getMessage());
        }
    }
}
