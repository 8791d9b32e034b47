package dev.wharf.engine.system;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerQuery;
import dev.wharf.engine.api.container.ContainerService;
import dev.wharf.engine.api.container.ContainerStatus.Phase;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.image.ImageService;
import dev.wharf.engine.api.system.SystemInfo;
import dev.wharf.engine.api.system.SystemService;
import dev.wharf.engine.api.system.SystemVersion;
import dev.wharf.engine.settings.CurrentSettings;
import dev.wharf.spi.NamedValue;
import dev.wharf.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gathers the facts at each call; what cannot change is read once. */
@Component(service = SystemService.class)
public final class SystemFacts implements SystemService {
    private static final int MOST_SET_ASIDE = 20;

    private final ContainerService containers;
    private final ImageService images;
    private final EventService events;
    private final DriverRegistry drivers;
    private final CurrentSettings settings;
    private final Store store;
    private final Function<String, Optional<String>> manifest;
    private final HostFiles host = new HostFiles(Path.of("/"));
    private final Clock clock = Clock.systemUTC();
    private final String id;

    /** Reads the id of the daemon, or makes it. */
    @Activate
    public SystemFacts(
            @Reference ContainerService containers,
            @Reference ImageService images,
            @Reference EventService events,
            @Reference DriverRegistry drivers,
            @Reference CurrentSettings settings,
            @Reference Store store,
            BundleContext bundle) {
        this.containers = containers;
        this.images = images;
        this.events = events;
        this.drivers = drivers;
        this.settings = settings;
        this.store = store;
        this.manifest = header -> header(bundle, header);
        this.id = DaemonId.in(settings.now().dataRoot());
    }

    private static Optional<String> header(BundleContext bundle, String name) {
        @Nullable String value = bundle.getBundle().getHeaders().get(name);
        return Optional.ofNullable(value);
    }

    @Override
    public SystemInfo info() {
        DaemonSettings told = settings.now();
        HostDescription facts = new HostDescription(host);
        SystemInfo.Features features = new KernelFeatures(host).read();
        String storage = defaultOf(drivers.graph());
        return new SystemInfo(
                id,
                facts.name(),
                counts(),
                images.count(),
                storage,
                storageStatus(storage),
                defaultOf(drivers.execution()),
                drivers.log().currentDefault().orElse(told.logDriver()),
                serving(),
                features,
                facts.read(),
                told.dataRoot().toString(),
                told.hosts(),
                told.labels(),
                told.debug(),
                events.subscribers(),
                host.count("proc/self/fd"),
                host.count("proc/self/task"),
                clock.instant(),
                told.version(),
                warnings(features));
    }

    private List<String> warnings(SystemInfo.Features features) {
        List<String> warnings =
                new ArrayList<>(new NetworkWarnings(drivers.network()).after(KernelFeatures.warnings(features)));
        store.setAside().stream()
                .filter(record -> !record.set().startsWith("rehearsal_"))
                .limit(MOST_SET_ASIDE)
                .map(record -> "WARNING: the record \"" + record.key() + "\" of " + record.set()
                        + " could not be read and was set aside at " + record.at() + ": " + record.reason())
                .forEach(warnings::add);
        return warnings;
    }

    private SystemInfo.Counts counts() {
        List<Container> all = containers.list(new ContainerQuery(true, 0, "", "", Map.of()));
        int paused = count(all, Phase.PAUSED);
        int running = count(all, Phase.RUNNING) + count(all, Phase.RESTARTING);
        return new SystemInfo.Counts(all.size(), running, paused, all.size() - running - paused);
    }

    private static int count(List<Container> all, Phase phase) {
        return (int) all.stream()
                .filter(container -> container.status().phase() == phase)
                .count();
    }

    private static String defaultOf(Drivers<?> kind) {
        try {
            return kind.defaultName();
        } catch (EngineException.Unavailable e) {
            return "";
        }
    }

    private List<Map.Entry<String, String>> storageStatus(String driver) {
        if (driver.isEmpty()) {
            return List.of();
        }
        List<NamedValue> status = drivers.graph().call(driver, graph -> graph.status());
        return status.stream().map(pair -> Map.entry(pair.name(), pair.value())).toList();
    }

    private Map<String, List<String>> serving() {
        return Map.of(
                "graph", drivers.graph().names(),
                "exec", drivers.execution().names(),
                "log", drivers.log().names(),
                "volume", drivers.volume().names());
    }

    @Override
    public SystemVersion version() {
        return new SystemVersion(
                settings.now().version(),
                manifest.apply("Git-Commit").orElse(""),
                manifest.apply("Build-Time").orElse(""),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                "linux",
                HostDescription.architecture(),
                new HostDescription(host).kernel());
    }
}
