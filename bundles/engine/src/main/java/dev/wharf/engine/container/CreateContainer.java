package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.Created;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageRoots.RootLayer;
import dev.wharf.engine.check.ConfigMerge;
import dev.wharf.engine.check.CreateChecks;
import dev.wharf.engine.check.Forwarding;
import dev.wharf.engine.check.KernelFit;
import dev.wharf.engine.name.ContainerNames;
import dev.wharf.engine.name.Ids;
import dev.wharf.engine.name.NameGenerator;
import dev.wharf.engine.volume.FolderTree;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Makes a container. Names are reserved before the work; the record is written last, in one transaction, so that a crash
 * leaves at most a snapshot and a folder that no record names, which the next start sweeps.
 */
final class CreateContainer {
    private static final String DEFAULT_NETWORK = "default";

    private final Supervisor supervisor;
    private final ImageSource images;
    private final Ids ids = new Ids();
    private final NameGenerator names = new NameGenerator(new SecureRandom());
    private final MakeVolumes volumes;

    CreateContainer(Supervisor supervisor, ImageSource images) {
        this.supervisor = supervisor;
        this.images = images;
        volumes = new MakeVolumes(supervisor.site());
    }

    /**
     * Makes a container. It is there, durably, when the call returns; on failure nothing is left.
     *
     * @throws EngineException NotFound, Conflict, InvalidArgument, Unavailable, Internal
     */
    Created run(CreateRequest request) {
        if (request.config().equals(ContainerConfig.empty())) {
            throw new EngineException.InvalidArgument("Config cannot be empty in order to create a container");
        }
        if (!request.name().isEmpty()) {
            ContainerNames.checked(request.name());
        }
        Image image = images.image(request.config().image());
        KernelFit fit = new KernelFit(withDefaults(request.hostConfig()), supervisor.host());
        ContainerConfig config = checked(request, image, fit.config());
        HostConfig host = new Links(site().table()).resolved(fit.config(), "");
        String driver = ExecDriverChoice.of(site().drivers().execution(), config, host);
        new Neighbours(site().table()).check(host, driver);
        MountPlan asked = new PlanMounts(site()).of(config, host);
        try (Steps steps = new Steps()) {
            String id = announcedId(steps);
            String name = reservedName(id, request.name(), steps);
            RootLayer root = images.root(image.id());
            MountPlan mounts = volumes.claim(id, asked, steps);
            ContainerRecord record = new ContainerRecord(
                    id,
                    name,
                    site().clock().instant(),
                    withHostname(config, host, id),
                    host,
                    image.id(),
                    root.graphDriver(),
                    driver,
                    mounts.points(),
                    WantedNetworks.kept(host.network().mode(), request.networks()));
            make(record, root, steps);
            volumes.fill(root, mounts);
            LiveContainer container = site().table().add(record);
            steps.keep();
            site().volumes().release(id);
            site().table().forget(id);
            site().events().tell(container, "create");
            return new Created(id, new Forwarding().warningsAfter(fit.warnings()));
        }
    }

    private ContainerConfig checked(CreateRequest request, Image image, HostConfig hostConfig) {
        CreateChecks checks = new CreateChecks(supervisor.host());
        ContainerConfig config = ConfigMerge.merged(request.config(), image.config());
        checks.config(config);
        checks.hostConfig(request.config(), hostConfig);
        new LogChecks(site().drivers()).check(hostConfig.log());
        return config;
    }

    private HostConfig withDefaults(HostConfig asked) {
        return new HostDefaults(site().table().settings(), site().drivers()).applied(asked, DEFAULT_NETWORK);
    }

    private String announcedId(Steps steps) {
        String id = ids.next();
        site().table().announce(id);
        steps.made(() -> site().table().forget(id));
        return id;
    }

    private String reservedName(String id, String asked, Steps steps) {
        ContainerTable table = site().table();
        String name;
        if (asked.isEmpty()) {
            name = names.generate(id, candidate -> table.reserve(candidate, id));
            table.reserve(name, id);
        } else {
            name = ContainerNames.checked(asked);
            NameTaken.refuseUnless(table.reserve(name, id), table, name);
        }
        steps.made(() -> table.release(name, id));
        return name;
    }

    private void make(ContainerRecord record, RootLayer root, Steps steps) {
        SnapshotKey key = new SnapshotKey(record.id());
        site().drivers().graph().call(root.graphDriver(), driver -> {
            driver.prepare(key, Optional.of(new LayerId(root.layerId())));
            return Boolean.TRUE;
        });
        steps.made(() -> site().drivers().graph().call(root.graphDriver(), driver -> {
            driver.remove(key);
            return Boolean.TRUE;
        }));
        Path folder = site().folder(record.id());
        ContainerFolders.create(folder);
        steps.made(() -> deleteFolder(folder));
    }

    private static void deleteFolder(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The short id, unless the container shares the name of the host or of another container. */
    private static ContainerConfig withHostname(ContainerConfig config, HostConfig hostConfig, String id) {
        String mode = hostConfig.network().mode();
        boolean shared = mode.equals("host") || mode.startsWith("container:");
        boolean named = !config.hostname().isEmpty() || shared;
        return named ? config : config.toBuilder().hostname(Ids.shortened(id)).build();
    }

    private Site site() {
        return supervisor.site();
    }
}
