package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerStatus;
import dev.wharf.engine.check.ConfigMerge;
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
    private static final int KEPT = 256;

    private final Site site;
    private final Links links;

    /** What drivers told about snapshots, by driver and container; it never changes, and to ask costs a call of a driver. */
    private final Map<String, Map<String, String>> told = new ConcurrentHashMap<>();

    ContainerView(Site site) {
        this.site = site;
        links = new Links(site.table());
    }

    /** With what the graph driver tells about it. */
    Container detailed(LiveContainer container, String imageName) {
        return of(container, imageName, graphDetails(container.record()), aliases(container));
    }

    /** Without what drivers would have to be asked for. */
    Container brief(LiveContainer container, String imageName) {
        return brief(container, imageName, aliases(container));
    }

    /** As the other one, for many containers, whose further names are known. */
    Container brief(LiveContainer container, String imageName, List<String> aliases) {
        return of(container, imageName, Optional.empty(), aliases);
    }

    private List<String> aliases(LiveContainer container) {
        return links.names().getOrDefault(container.id(), List.of());
    }

    private Container of(
            LiveContainer container,
            String imageName,
            Optional<Map<String, String>> graphDetails,
            List<String> aliases) {
        ContainerRecord record = container.record();
        RunRecord run = container.run();
        return new Container(
                record.id(),
                record.name(),
                record.created(),
                ConfigMerge.command(record.config()),
                record.config(),
                links.shown(record),
                record.imageId(),
                imageName,
                status(run),
                record.graphDriver(),
                graphDetails,
                record.execDriver(),
                files(record, run),
                record.mounts(),
                new NetworkView(site.table().settings().network()).of(record, run),
                run.restartCount(),
                container.execs().running(),
                aliases);
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
    private Container.Files files(ContainerRecord record, RunRecord run) {
        if (run.startedAt().isEmpty()) {
            return new Container.Files("", "", "", "");
        }
        String log = site.outputs()
                .logFile(Outputs.of(record, site.table().settings()))
                .map(Path::toString)
                .orElse("");
        return EtcFiles.in(site.folder(record.id()), log);
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
            keep(record, Collections.unmodifiableMap(byName));
            return Optional.of(byName);
        } catch (EngineException.Unavailable | EngineException.NotFound ignored) {
            return Optional.empty(); // told as absent
        }
    }

    private void keep(ContainerRecord record, Map<String, String> details) {
        if (told.size() >= KEPT) {
            told.clear();
        }
        told.put(record.graphDriver() + ' ' + record.id(), details);
    }
}
