package dev.wharf.api.http.server;

import dev.wharf.api.http.route.EngineServices;
import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.container.ContainerChanges;
import dev.wharf.engine.api.container.ContainerFiles;
import dev.wharf.engine.api.container.ContainerLifecycle;
import dev.wharf.engine.api.container.ContainerMonitor;
import dev.wharf.engine.api.container.ContainerService;
import dev.wharf.engine.api.container.ContainerStreams;
import dev.wharf.engine.api.driver.DriverService;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.exec.ExecService;
import dev.wharf.engine.api.image.ImageService;
import dev.wharf.engine.api.network.NetworkConnections;
import dev.wharf.engine.api.network.NetworkService;
import dev.wharf.engine.api.system.SystemService;
import dev.wharf.engine.api.volume.VolumeService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the HTTP server from the activation of its bundle on, whatever else is there: {@code /_ping} answers at once,
 * calls that come before their service wait a
 * moment, and calls whose service is away later get a 503. A daemon that cannot listen where it should ends.
 */
@Component(
        immediate = true,
        service = {})
public final class HttpServerComponent implements EngineServices {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServerComponent.class);
    private static final Duration START_UP = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(2);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ContainerService containers;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ContainerLifecycle lifecycle;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ContainerStreams streams;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ContainerFiles files;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ContainerChanges changes;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ImageService images;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable EventService events;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable SystemService system;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable DriverService drivers;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ContainerMonitor monitor;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ExecService execs;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable VolumeService volumes;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable NetworkService networks;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable NetworkConnections connections;

    private final KeptSockets kept;
    private final Optional<HttpServer> server;
    private final Optional<ApiRehearsal> rehearsal;
    private final long started = System.nanoTime();

    /** Listens where the settings of the daemon say. When an address cannot be had, the framework is stopped. */
    @Activate
    public HttpServerComponent(BundleContext bundles) {
        LazyDispatcher dispatcher = new LazyDispatcher(this);
        kept = new KeptSockets(bundles);
        server = start(DaemonSettings.from(bundles::getProperty), dispatcher);
        rehearsal = server.filter(listening -> DaemonSettings.rehearses(bundles::getProperty))
                .map(listening ->
                        ApiRehearsal.start(dispatcher, listening.sockets().file()));
        if (server.isEmpty()) {
            stopDaemon(bundles);
        }
    }

    /** Ends all connections; the sockets stay open for the next edition unless the daemon ends. */
    @Deactivate
    void stop() {
        rehearsal.ifPresent(ApiRehearsal::close);
        server.ifPresent(kept.areOfNoUse() ? HttpServer::close : HttpServer::suspend);
    }

    @Override
    public ContainerService containers() {
        return present(() -> containers, "the container engine");
    }

    @Override
    public ContainerLifecycle lifecycle() {
        return present(() -> lifecycle, "the container engine");
    }

    @Override
    public ContainerStreams streams() {
        return present(() -> streams, "the container engine");
    }

    @Override
    public ContainerFiles files() {
        return present(() -> files, "the container engine");
    }

    @Override
    public ContainerChanges changes() {
        return present(() -> changes, "the container engine");
    }

    @Override
    public ImageService images() {
        return present(() -> images, "the image store");
    }

    @Override
    public EventService events() {
        return present(() -> events, "the event bus");
    }

    @Override
    public SystemService system() {
        return present(() -> system, "the container engine");
    }

    @Override
    public DriverService drivers() {
        return present(() -> drivers, "the driver registry");
    }

    @Override
    public ContainerMonitor monitor() {
        return present(() -> monitor, "the container engine");
    }

    @Override
    public ExecService execs() {
        return present(() -> execs, "the container engine");
    }

    @Override
    public VolumeService volumes() {
        return present(() -> volumes, "the container engine");
    }

    @Override
    public NetworkService networks() {
        return present(() -> networks, "the network store");
    }

    @Override
    public NetworkConnections connections() {
        return present(() -> connections, "the container engine");
    }

    private Optional<HttpServer> start(DaemonSettings settings, LazyDispatcher dispatcher) {
        try {
            List<ListenAddress> addresses =
                    settings.hosts().stream().map(ListenAddress::parse).toList();
            ListeningSockets sockets = ListeningSockets.open(addresses, settings.group(), kept::at);
            HttpServer started = HttpServer.start(sockets, settings.version(), dispatcher);
            sockets.stream().forEach(kept::keep);
            addresses.forEach(HttpServerComponent::announce);
            return Optional.of(started);
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("cannot listen on {}: {}", settings.hosts(), e.getMessage());
            LOG.debug("cannot listen", e);
            return Optional.empty();
        }
    }

    private static void announce(ListenAddress address) {
        LOG.info("API listens on {}", address);
        if (address.isOpenToOthers()) {
            LOG.warn("whoever can reach {} is root on this host: there is no TLS on it", address);
        }
    }

    /** While the daemon starts, calls that come early wait for their service; later on its absence is told at once. */
    private <T> T present(Supplier<@Nullable T> service, String what) {
        T found = service.get();
        while (found == null && System.nanoTime() - started < START_UP.toNanos() && !Thread.interrupted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            found = service.get();
        }
        if (found == null) {
            throw new Unavailable(what + " is not available at present; try again in a moment");
        }
        return found;
    }

    private static void stopDaemon(BundleContext bundles) {
        try {
            bundles.getBundle(0).stop();
        } catch (BundleException e) {
            LOG.error("the daemon does not stop", e);
        }
    }
}
