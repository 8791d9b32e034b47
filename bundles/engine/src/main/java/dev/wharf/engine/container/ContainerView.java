package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerStatus;
import dev.wharf.engine.api.container.NetworkConfig.HostPort;
import dev.wharf.engine.api.container.NetworkStatus;
import dev.wharf.engine.check.ConfigMerge;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.graph.SnapshotKey;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows a container as it is at one instant. */
final class ContainerView {
    private final Site site;

    ContainerView(Site site) {
        this.site = site;
    }

    /** With what the graph driver tells about it. */
    Container detailed(LiveContainer container, String imageName) {
        return of(container, imageName, graphDetails(container.record()));
    }

    /** Without what drivers would have to be asked for. */
    Container brief(LiveContainer container, String imageName) {
        return of(container, imageName, Optional.empty());
    }

    private Container of(LiveContainer container, String imageName, Optional<Map<String, String>> graphDetails) {
        ContainerRecord record = container.record();
        RunRecord run = container.run();
        return new Container(
                record.id(),
                record.name(),
                record.created(),
                ConfigMerge.command(record.config()),
                record.config(),
                record.hostConfig(),
                record.imageId(),
                imageName,
                status(run),
                record.graphDriver(),
                graphDetails,
                record.execDriver(),
                files(record, run),
                record.mounts(),
                network(record, run),
                run.restartCount(),
                container.execs().running(),
                List.of());
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

    private static NetworkStatus network(ContainerRecord record, RunRecord run) {
        String mode = record.hostConfig().network().mode();
        if (mode.startsWith("container:")) {
            return NetworkStatus.none();
        }
        Map<String, List<HostPort>> ports = new LinkedHashMap<>();
        boolean owns = run.state().hasProcess() && !mode.equals("host");
        if (owns) {
            record.config().exposedPorts().forEach(port -> ports.put(port, List.of()));
        }
        String network = mode.equals("host") ? "host" : "none";
        return new NetworkStatus(
                owns ? record.id() : "",
                owns ? "/proc/" + run.pid() + "/ns/net" : "",
                ports,
                Map.of(network, NetworkStatus.Endpoint.unaddressed("", "")));
    }

    /** A driver that is away, or a snapshot that is gone, tells nothing. */
    private Optional<Map<String, String>> graphDetails(ContainerRecord record) {
        SnapshotKey key = new SnapshotKey(record.id());
        try {
            List<NamedValue> details = site.drivers().graph().call(record.graphDriver(), driver -> driver.details(key));
            Map<String, String> byName = new LinkedHashMap<>();
            details.forEach(detail -> byName.put(detail.name(), detail.value()));
            return Optional.of(byName);
        } catch (EngineException.Unavailable | EngineException.NotFound ignored) {
            return Optional.empty(); // told as absent
        }
    }
}
