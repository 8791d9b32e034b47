package dev.wharf.drivers.registry;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.engine.api.driver.DriverService;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.ExecutionDriverProvider;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.GraphDriverProvider;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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

/** Hears of providers from the framework, and hands them to the table of their kind. */
@Component(
        service = {DriverRegistry.class, DriverService.class},
        immediate = true)
public final class OsgiDriverRegistry implements DriverRegistry, DriverService {
    private static final List<String> GRAPH_ORDER = List.of("overlay", "aufs", "vfs");
    private static final List<String> EXEC_ORDER = List.of("native");

    private final DeployFolder deployFolder;
    private final Registrations<GraphDriver> graph;
    private final Registrations<ExecutionDriver> execution;
    private final Registrations<LogDriver> log;

    /** Knows no driver yet; the framework hands in the providers. */
    @Activate
    public OsgiDriverRegistry(BundleContext context) {
        DaemonSettings settings = DaemonSettings.from(context::getProperty);
        Clock clock = Clock.systemUTC();
        this.deployFolder = new DeployFolder(settings.deployFolder(), context, this::knows, clock);
        var roots = new Roots(settings.dataRoot(), settings.execRoot(), settings.deployFolder());
        this.graph = new Registrations<>(
                new Kind("graph", roots, settings.storageDriver(), GRAPH_ORDER, deployFolder::allArrived, clock));
        this.execution = new Registrations<>(
                new Kind("exec", roots, settings.execDriver(), EXEC_ORDER, deployFolder::allArrived, clock));
        this.log = new Registrations<>(
                new Kind("log", roots, settings.logDriver(), List.of(), deployFolder::allArrived, clock));
    }

    private boolean knows(long service) {
        return graph.knows(service) || execution.knows(service) || log.knows(service);
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

    /** Closes all drivers. */
    @Deactivate
    void close() {
        execution.table().close();
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
        return log.table().provider(name).map(LogDriverProvider.class::cast);
    }

    @Override
    public List<DriverDescription> list() {
        return Stream.of(graph.describe(), execution.describe(), log.describe(), deployFolder.broken())
                .flatMap(List::stream)
                .toList();
    }
}
