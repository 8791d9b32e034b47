package dev.wharf.engine.container;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.NetworkSettings;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerStatus;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.check.ConfigMerge;
import dev.wharf.engine.log.OutputSpec;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.graph.SnapshotKey;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Shows a container as it is at one instant. */
final class ContainerView {
    /** As many as a busy host has, since some clients ask for one after the other. */
    private static final int KEPT = 256;

    private final Site site;
    private final Links links;

    /** What drivers told about snapshots, by driver and container; it never changes, and to ask costs a call of a driver. */
    private final Map<String, Map<String, String>> told = new ConcurrentHashMap<>();

    private final Map<String, Shown> lately = new ConcurrentHashMap<>();
    private final Map<String, Described> described = new ConcurrentHashMap<>();

    ContainerView(Site site) {
        this.site = site;
        links = new Links(site.table());
    }

    /** All that a container is shown by. */
    private record Sources(
            ContainerRecord record,
            RunRecord run,
            HostConfig hostConfig,
            String imageName,
            Optional<Map<String, String>> graphDetails,
            String log,
            NetworkSettings network,
            List<String> execs,
            List<String> aliases) {}

    private record Shown(Sources sources, Container container) {}

    private record Described(ContainerRecord record, DaemonSettings settings, OutputSpec streams) {}

    /** With what the graph driver tells about it. A view either tells of a container in detail or in brief. */
    Container detailed(LiveContainer container, String imageName) {
        ContainerRecord record = container.record();
        return shown(sources(container, record, imageName, graphDetails(record), aliases(container)));
    }

    /** Without what drivers would have to be asked for. */
    Container brief(LiveContainer container, String imageName) {
        return shown(sources(container, container.record(), imageName, Optional.empty(), aliases(container)));
    }

    /**
     * Clients ask again and again until something changes: until then they are given the same object, which is quickly seen to
     * be the same.
     */
    private Container shown(Sources now) {
        String id = now.record().id();
        Shown known = lately.get(id);
        if (known != null && known.sources().equals(now)) {
            return known.container();
        }
        Shown next = new Shown(now, of(now));
        keep(lately, id, next);
        return next.container();
    }

    /** As the other one, for many containers, whose further names are known. */
    Container brief(LiveContainer container, String imageName, List<String> aliases) {
        return of(sources(container, container.record(), imageName, Optional.empty(), aliases));
    }

    private List<String> aliases(LiveContainer container) {
        return links.names().getOrDefault(container.id(), List.of());
    }

    private Sources sources(
            LiveContainer container,
            ContainerRecord record,
            String imageName,
            Optional<Map<String, String>> graphDetails,
            List<String> aliases) {
        RunRecord run = container.run().told();
        return new Sources(
                record,
                run,
                links.shown(record),
                imageName,
                graphDetails,
                run.startedAt().isPresent() ? log(record) : "",
                site.table().settings().network(),
                container.execs().running(),
                aliases);
    }

    private String log(ContainerRecord record) {
        return site.outputs().logFile(streams(record)).map(Path::toString).orElse("");
    }

    private OutputSpec streams(ContainerRecord record) {
        DaemonSettings settings = site.table().settings();
        Described known = described.get(record.id());
        if (known != null && known.record().equals(record) && known.settings().equals(settings)) {
            return known.streams();
        }
        OutputSpec streams = Outputs.of(record, settings);
        keep(described, record.id(), new Described(record, settings, streams));
        return streams;
    }

    private Container of(Sources sources) {
        ContainerRecord record = sources.record();
        RunRecord run = sources.run();
        return new Container(
                record.id(),
                record.name(),
                record.created(),
                ConfigMerge.command(record.config()),
                record.config(),
                sources.hostConfig(),
                record.imageId(),
                sources.imageName(),
                status(run),
                record.graphDriver(),
                sources.graphDetails(),
                record.execDriver(),
                files(record, run, sources.log()),
                record.mounts(),
                new NetworkView(sources.network()).of(record, run),
                run.restartCount(),
                sources.execs(),
                sources.aliases());
    }

    private static ContainerStatus status(RunRecord run) {
        return new ContainerStatus(
                run.state().phase(),
                run.pid(),
                run.outcome().exitCode(),
                run.outcome().error(),
                run.outcome().outOfMemory(),
                run.startedAt(),
                run.finishedAt());
    }

    /** There are none before the first start. */
    private Container.Files files(ContainerRecord record, RunRecord run, String log) {
        return run.startedAt().isPresent()
                ? EtcFiles.in(site.folder(record.id()), log)
                : new Container.Files("", "", "", "");
    }

    /** A driver that is away, or a snapshot that is gone, tells nothing. */
    private Optional<Map<String, String>> graphDetails(ContainerRecord record) {
        Map<String, String> known = told.get(record.graphDriver() + ' ' + record.id());
        if (known != null && site.drivers().graph().names().contains(record.graphDriver())) {
            return Optional.of(known);
        }
        return asked(record);
    }

    private Optional<Map<String, String>> asked(ContainerRecord record) {
        SnapshotKey key = new SnapshotKey(record.id());
        try {
            List<NamedValue> details = site.drivers().graph().call(record.graphDriver(), driver -> driver.details(key));
            Map<String, String> byName = new LinkedHashMap<>();
            details.forEach(detail -> byName.put(detail.name(), detail.value()));
            keep(told, record.graphDriver() + ' ' + record.id(), Collections.unmodifiableMap(byName));
            return Optional.of(byName);
        } catch (EngineException.Unavailable | EngineException.NotFound ignored) {
            return Optional.empty(); // told as absent
        }
    }

    /** Keeps as many as are kept, and forgets any other one for it. */
    private static <T> void keep(Map<String, T> some, String key, T value) {
        if (some.size() >= KEPT) {
            some.keySet().stream().findAny().ifPresent(some::remove);
        }
        some.put(key, value);
    }
}
