package dev.wharf.networks.life;

import dev.wharf.dns.NameServers;
import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.engine.api.container.EndpointRequest;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.network.ConnectRequest;
import dev.wharf.engine.api.network.ConnectRequest.Link;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.api.network.ContainerNetworks;
import dev.wharf.engine.api.network.Network;
import dev.wharf.engine.api.network.NetworkCreated;
import dev.wharf.engine.api.network.NetworkRequest;
import dev.wharf.engine.api.network.NetworkService;
import dev.wharf.engine.api.network.NetworkSpace;
import dev.wharf.networks.address.HostPrefixes;
import dev.wharf.networks.address.LocalAddresses;
import dev.wharf.networks.live.ContainerTable;
import dev.wharf.networks.live.NetworkTable;
import dev.wharf.networks.name.NameServing;
import dev.wharf.networks.port.BoundSockets;
import dev.wharf.networks.port.PortAllocator;
import dev.wharf.networks.port.PortRange;
import dev.wharf.networks.record.NetworkStore;
import dev.wharf.networks.relay.Relays;
import dev.wharf.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All networks and all connections: the use cases, wired together. */
public final class NetworkLife implements NetworkService, ContainerNetworks, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkLife.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** How long one that ends waits for what is being changed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final NetworkTable networks = new NetworkTable();
    private final ContainerTable containers = new ContainerTable();
    private final NetworkViews views = new NetworkViews(containers);
    private final Relays relays = new Relays();
    private final NameServing serving = new NameServing();
    private final NetworkDrivers drivers;
    private final Reconciliation reconciliation;
    private final Retries retries = new Retries(FIRST_PAUSE);
    private final LinkedPeers links;
    private final CreateNetwork create;
    private final RemoveNetwork remove;
    private final PrepareContainer prepare;
    private final AttachContainer attach;
    private final ConnectContainer connect;
    private final ReleaseContainer release;
    private final RecoverContainer recover;
    private final NameTelling names = new NameTelling(serving);
    private final Changes changes = new Changes();

    /**
     * What networks need from outside.
     *
     * @param settings of the daemon
     * @param store for records
     * @param drivers of networks and addresses
     * @param events hears what happens
     * @param host what addresses the host uses
     * @param randomPorts for who names no port
     * @param clock the time
     */
    public record Needs(
            NetworkSettings settings,
            Store store,
            DriverRegistry drivers,
            EventService events,
            HostPrefixes host,
            PortRange randomPorts,
            Clock clock) {}

    /** Loads what is kept, and begins to hear of drivers. */
    public NetworkLife(Needs needs) {
        NetworkSettings settings = needs.settings();
        Pools pools =
                new Pools(new LocalAddresses(needs.host()), needs.drivers().addresses());
        Surroundings around = new Surroundings(
                settings,
                networks,
                containers,
                new NetworkStore(needs.store()),
                new NetworkAddresses(pools, retries),
                needs.drivers(),
                new EventLog(needs.events(), needs.clock()),
                needs.clock());
        reconciliation = new Reconciliation(networks, containers, settings.iptables());
        drivers = new NetworkDrivers(needs.drivers().network(), reconciliation);
        Endpoints endpoints = new Endpoints(drivers);
        PortAllocator ports = new PortAllocator(
                needs.randomPorts(), new BoundSockets(relays, settings.userlandProxy(), settings.iptables()));
        Published published = new Published(ports, endpoints, settings.iptables());
        links = new LinkedPeers(endpoints);
        Joining joining = new Joining(around.addresses());
        Leftovers leftovers = new Leftovers(endpoints::remove, retries);
        create = new CreateNetwork(around, endpoints, retries);
        remove = new RemoveNetwork(around, endpoints);
        release = new ReleaseContainer(around, joining, published, links, names, leftovers);
        prepare = new PrepareContainer(around, joining, endpoints, published, release);
        attach = new AttachContainer(around, endpoints, published, links, names);
        connect = new ConnectContainer(around, joining, endpoints, published, names, leftovers);
        recover = new RecoverContainer(around, published, links, names);
        new DefaultNetworks(around).load();
        drivers.begin();
    }

    /** A name server has come. */
    public void use(NameServers servers) {
        serving.use(servers);
    }

    /** A name server is going. */
    public void forget(NameServers servers) {
        serving.forget(servers);
    }

    @Override
    public NetworkCreated create(NetworkRequest request) {
        return changes.make(() -> create.run(request));
    }

    @Override
    public List<Network> list(Map<String, List<String>> filters) {
        return networks.all().stream()
                .filter(new NetworkFilter(filters))
                .map(views::view)
                .toList();
    }

    @Override
    public Network inspect(String reference) {
        return views.view(networks.require(reference));
    }

    @Override
    public void remove(String reference) {
        changes.make(() -> remove.run(reference));
    }

    @Override
    public Connections prepare(ConnectRequest request) {
        return changes.make(() -> prepare.run(request));
    }

    @Override
    public Connections attach(NetworkSpace space) {
        return changes.make(() -> attach.run(space));
    }

    @Override
    public Connections connect(NetworkSpace space, String network, EndpointRequest endpoint) {
        return changes.make(() -> connect.connect(space, network, endpoint));
    }

    @Override
    public Connections disconnect(NetworkSpace space, String network) {
        return changes.make(() -> connect.disconnect(space, network));
    }

    @Override
    public void release(String containerId) {
        release.run(containerId);
    }

    @Override
    public void recover(ConnectRequest request, Connections connections, NetworkSpace space) {
        recover.run(request, connections, space);
    }

    @Override
    public void recovered() {
        reconciliation.knowsAll();
        for (String driver : drivers.names()) {
            try {
                drivers.introduceAgain(driver);
            } catch (EngineException.Unavailable e) {
                LOG.info(
                        "network driver {} is told of the running containers when it comes: {}",
                        driver,
                        e.getMessage());
            }
        }
    }

    @Override
    public void relink(String containerId, List<Link> changed) {
        containers.find(containerId).ifPresent(container -> links.change(container, changed));
    }

    @Override
    public void rename(String containerId, String name) {
        containers.find(containerId).ifPresent(container -> {
            container.renamed(name);
            names.rename(container);
        });
    }

    /** Lets the host's ports go, and serves no names any more; what drivers have set up works on. */
    @Override
    public void close() {
        changes.end(PATIENCE);
        drivers.close();
        retries.close();
        serving.close();
        containers.all().forEach(container -> container.ports().forEach(port -> port.close()));
        relays.close();
    }
}
