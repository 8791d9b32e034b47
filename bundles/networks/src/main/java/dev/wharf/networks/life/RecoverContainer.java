package dev.wharf.networks.life;

import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.container.NetworkStatus;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.Connections.Connection;
import dev.wharf.engine.api.network.NetworkSpace;
import dev.wharf.networks.address.Literals;
import dev.wharf.networks.live.ContainerTable;
import dev.wharf.networks.live.LiveContainer;
import dev.wharf.networks.live.LiveEndpoint;
import dev.wharf.networks.live.LiveEndpoint.Place;
import dev.wharf.networks.live.LiveNetwork;
import dev.wharf.networks.live.NetworkTable;
import dev.wharf.networks.port.PortWishes;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over a container that has been running while no daemon ran. The drivers are told by {@link Reconciliation}. */
final class RecoverContainer {
    private static final Logger LOG = LoggerFactory.getLogger(RecoverContainer.class);

    private final NetworkTable networks;
    private final ContainerTable containers;
    private final NetworkAddresses addresses;
    private final Published published;
    private final LinkedPeers links;
    private final NameTelling names;

    RecoverContainer(Surroundings around, Published published, LinkedPeers links, NameTelling names) {
        this.networks = around.networks();
        this.containers = around.containers();
        this.addresses = around.addresses();
        this.published = published;
        this.links = links;
        this.names = names;
    }

    void run(ConnectRequest request, Connections connections, NetworkSpace space) {
        LiveContainer container = new LiveContainer(
                request,
                PortWishes.of(request.ports(), Literals.address("0.0.0.0").orElseThrow()));
        container.isIn(space.path());
        containers.add(container);
        connections.endpoints().forEach((name, connection) -> recover(container, name, connection));
        published.retake(container, connections);
        container.way().ifPresent(way -> published.carry(container, way));
        links.remember(container);
        container.endpoints().forEach(endpoint -> names.tell(container, endpoint));
        names.serve(container);
        container.attached();
    }

    private void recover(LiveContainer container, String name, Connection connection) {
        NetworkStatus.Endpoint status = connection.endpoint();
        Optional<LiveNetwork> network = networks.byId(status.networkId())
                .or(() -> networks.byName(name).stream().findFirst());
        if (network.isEmpty()) {
            LOG.error("container {} is connected to network {}, which is not known", container.id(), name);
            return;
        }
        LiveEndpoint endpoint = new LiveEndpoint(
                network.get(), container.id(), request(container, network.get()), spec(network.get(), status));
        network.get().join(endpoint, container.name());
        container.endpoints().add(endpoint);
        if (network.get().needsDriver()) {
            endpoint.made(endpoint.spec());
            addresses.retake(network.get(), endpoint.spec());
            boolean isWay = container.way().isEmpty() && Joining.canBeWay(endpoint);
            endpoint.placed(new Place(connection.interfaceName(), isWay, attachment(connection)));
        }
    }

    private static EndpointRequest request(LiveContainer container, LiveNetwork network) {
        Predicate<String> isPrefix =
                reference -> !reference.isEmpty() && network.id().startsWith(reference);
        Predicate<String> isMeant = isPrefix.or(network.name()::equals);
        return container.request().networks().entrySet().stream()
                .filter(entry -> isMeant.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(EndpointRequest.any());
    }

    private static EndpointSpec spec(LiveNetwork network, NetworkStatus.Endpoint status) {
        return new EndpointSpec(
                new EndpointId(status.endpointId()),
                new NetworkId(network.id()),
                prefix(status.ipAddress(), status.ipPrefixLength()),
                prefix(status.ipv6Address(), status.ipv6PrefixLength()),
                mac(status),
                Map.of());
    }

    private static Optional<IpPrefix> prefix(String address, int length) {
        return Literals.address(address).map(found -> new IpPrefix(found, length));
    }

    private static Optional<MacAddress> mac(NetworkStatus.Endpoint status) {
        return status.macAddress().isEmpty() ? Optional.empty() : Optional.of(new MacAddress(status.macAddress()));
    }

    /** Empty when it was prepared and never attached. */
    private static Optional<Attachment> attachment(Connection connection) {
        NetworkStatus.Endpoint status = connection.endpoint();
        return mac(status)
                .map(mac -> new Attachment(
                        connection.interfaceName(),
                        mac,
                        Literals.address(status.gateway()),
                        Literals.address(status.ipv6Gateway())));
    }
}
