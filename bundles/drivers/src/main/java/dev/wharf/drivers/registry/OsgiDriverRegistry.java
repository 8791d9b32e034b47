package dev.wharf.drivers.registry;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.drivers.Drivers;
import dev.wharf.drivers.deploy.Deployment;
import dev.wharf.drivers.deploy.Providers;
import dev.wharf.drivers.deploy.WatchedFolder;
import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverService;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.ExecutionDriverProvider;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.GraphDriverProvider;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.network.AddressDriver;
import dev.wharf.spi.network.AddressDriverProvider;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeDriverProvider;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of providers from the framework, and hands them to the table of their kind. */
@Component(
        service = {DriverRegistry.class, DriverService.class},
        immediate = true)
public final class OsgiDriverRegistry implements DriverRegistry, DriverService {
    private static final Logger LOGGER = LoggerFactory.getLogger(OsgiDriverRegistry.class);
    private static final String GRAPH = "graph";
    private static final String EXEC = "exec";
    private static final String LOG = "log";
    private static final String VOLUME = "volume";
    private static final String NETWORK = "network";
    private static final String ADDRESS = "address";
    private static final List<String> GRAPH_ORDER = List.of("overlay", "aufs", "vfs");
    private static final List<String> EXEC_ORDER = List.of("native");
    private static final String JSON_FILE = "json-file";
    private static final String LOCAL_VOLUMES = "local";
    private static final String BRIDGE = "bridge";

    private final Deployment deployment;
    private final ChosenDefaults chosen;
    private final ConfiguredDefaults configured;
    private final Registrations<GraphDriver> graph;
    private final Registrations<ExecutionDriver> execution;
    private final Registrations<LogDriver> log;
    private final Registrations<VolumeDriver> volume;
    private final Registrations<NetworkDriver> network;
    private final Registrations<AddressDriver> addresses;

    /** Knows no driver yet; the framework hands in the providers. */
    @Activate
    public OsgiDriverRegistry(BundleContext context) {
        DaemonSettings settings = DaemonSettings.from(context::getProperty);
        Clock clock = Clock.systemUTC();
        this.deployment =
                new Deployment(context, WatchedFolder.of(context, settings.deployFolder()), new Judgements(), clock);
        var roots = new Roots(settings.dataRoot(), settings.execRoot(), settings.deployFolder());
        this.chosen = ChosenDefaults.in(settings.dataRoot());
        this.configured = new ConfiguredDefaults(context::getProperty);
        String storageDriver = byDefault(GRAPH);
        String execDriver = byDefault(EXEC);
        String logDriver = byDefault(LOG);
        this.graph =
                new Registrations<>(new Kind(GRAPH, roots, storageDriver, GRAPH_ORDER, deployment::allArrived, clock));
        this.execution =
                new Registrations<>(new Kind(EXEC, roots, execDriver, EXEC_ORDER, deployment::allArrived, clock));
        this.log = new Registrations<>(new Kind(LOG, roots, logDriver, List.of(), deployment::allArrived, clock));
        String volumeDriver = chosen.of(VOLUME).orElse(LOCAL_VOLUMES);
        this.volume =
                new Registrations<>(new Kind(VOLUME, roots, volumeDriver, List.of(), deployment::allArrived, clock));
        String networkDriver = chosen.of(NETWORK).orElse(BRIDGE);
        var networks = new Kind(NETWORK, roots, networkDriver, List.of(), deployment::allArrived, clock);
        this.network = new Registrations<>(networks.with(NetworkOptions.of(settings.network())));
        this.addresses = new Registrations<>(new Kind(ADDRESS, roots, "", List.of(), deployment::allArrived, clock));
        deployment.start();
    }

    /** A name from the command line wins, then the one that was chosen in a running daemon, then the kind's own. */
    private String byDefault(String kind) {
        Optional<String> flag = configured.of(kind);
        Optional<String> kept = chosen.of(kind);
        if (flag.isPresent() && kept.isPresent() && !flag.equals(kept)) {
            LOGGER.warn(
                    "{} driver {} of the command line is used, not {}, which was chosen before",
                    kind,
                    flag.get(),
                    kept.get());
        }
        return flag.or(() -> kept).orElse(kind.equals(LOG) ? JSON_FILE : "");
    }

    @Reference(
            target = "(" + DaemonSettings.CURRENT + "=true)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            updated = "updatedSettings")
    void bindSettings(Supplier<Map<String, String>> settings) {
        configured.follow(settings.get()::get).keySet().forEach(kind -> table(kind)
                .makeDefault(byDefault(kind)));
    }

    void updatedSettings(Supplier<Map<String, String>> settings) {
        bindSettings(settings);
    }

    void unbindSettings(Supplier<Map<String, String>> ignored) {
        // the daemon ends with what held last
    }

    private Stream<Registrations<?>> kinds() {
        return Stream.of(graph, execution, log, volume, network, addresses);
    }

    /** What became of the providers of all kinds. */
    private final class Judgements implements Providers {
        @Override
        public boolean knows(long service) {
            return kinds().anyMatch(kind -> kind.knows(service));
        }

        @Override
        public Optional<DriverDescription.State> stateOf(long service) {
            return kinds().flatMap(kind -> kind.stateOf(service).stream()).findFirst();
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addGraph(GraphDriverProvider provider, ServiceReference<GraphDriverProvider> service) {
        graph.add(provider, service);
    }

    void removeGraph(ServiceReference<GraphDriverProvider> service) {
        graph.remove(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addExecution(ExecutionDriverProvider provider, ServiceReference<ExecutionDriverProvider> service) {
        execution.add(provider, service);
    }

    void removeExecution(ServiceReference<ExecutionDriverProvider> service) {
        execution.remove(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addLog(LogDriverProvider provider, ServiceReference<LogDriverProvider> service) {
        log.add(provider, service);
    }

    void removeLog(ServiceReference<LogDriverProvider> service) {
        log.remove(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addVolume(VolumeDriverProvider provider, ServiceReference<VolumeDriverProvider> service) {
        volume.add(provider, service);
    }

    void removeVolume(ServiceReference<VolumeDriverProvider> service) {
        volume.remove(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addNetwork(NetworkDriverProvider provider, ServiceReference<NetworkDriverProvider> service) {
        network.add(provider, service);
    }

    void removeNetwork(ServiceReference<NetworkDriverProvider> service) {
        network.remove(service);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addAddresses(AddressDriverProvider provider, ServiceReference<AddressDriverProvider> service) {
        addresses.add(provider, service);
    }

    void removeAddresses(ServiceReference<AddressDriverProvider> service) {
        addresses.remove(service);
    }

    /** Closes all drivers. */
    @Deactivate
    void close() {
        deployment.close();
        execution.table().close();
        network.table().close();
        addresses.table().close();
        volume.table().close();
        graph.table().close();
        log.table().close();
    }

    @Override
    public Drivers<GraphDriver> graph() {
        return graph.table();
    }

    @Override
    public Drivers<ExecutionDriver> execution() {
        return execution.table();
    }

    @Override
    public Drivers<LogDriver> log() {
        return log.table();
    }

    @Override
    public Optional<LogDriverProvider> logProvider(String name) {
        return log.table().presentProvider(name).map(LogDriverProvider.class::cast);
    }

    @Override
    public Drivers<VolumeDriver> volume() {
        return volume.table();
    }

    @Override
    public Optional<VolumeDriverProvider> volumeProvider(String name) {
        return volume.table().provider(name).map(VolumeDriverProvider.class::cast);
    }

    @Override
    public Drivers<NetworkDriver> network() {
        return network.table();
    }

    @Override
    public Optional<NetworkDriverProvider> networkProvider(String name) {
        return network.table().provider(name).map(NetworkDriverProvider.class::cast);
    }

    @Override
    public Drivers<AddressDriver> addresses() {
        return addresses.table();
    }

    /** Survives a restart of the daemon, but a driver named on its command line wins then. */
    @Override
    public void makeDefault(String kind, String name) {
        DriverTable<?> table = table(kind);
        table.checkServing(name);
        chosen.keep(kind, name);
        table.makeDefault(name);
    }

    private DriverTable<?> table(String kind) {
        return switch (kind) {
            case GRAPH -> graph.table();
            case EXEC -> execution.table();
            case LOG -> log.table();
            case VOLUME -> volume.table();
            case NETWORK -> network.table();
            default -> throw new InvalidArgument("\"" + kind
                    + "\" is not a kind of drivers with a default: use graph, exec, log, volume or network");
        };
    }

    @Override
    public List<DriverDescription> list() {
        return Stream.of(
                        graph.describe(),
                        execution.describe(),
                        log.describe(),
                        volume.describe(),
                        network.describe(),
                        addresses.describe(),
                        deployment.list())
                .flatMap(List::stream)
                .toList();
    }
}
