package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.network.Connections;
import dev.wharf.engine.check.ConfigMerge;
import dev.wharf.engine.spec.Joins;
import dev.wharf.engine.spec.Launch;
import dev.wharf.spi.Mount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what a container needs to be started: its root, its files, the sources of its mounts, its neighbours. */
final class Launches {
    private final Site site;
    private final EtcFiles etc;
    private final NameFiles names;
    private final InitFile initFile;
    private final MountSources sources;

    Launches(Site site, EtcFiles etc, NameFiles names) {
        this.site = site;
        this.etc = etc;
        this.names = names;
        initFile = new InitFile(site.table().settings().dataRoot());
        sources = new MountSources(site);
    }

    /**
     * Gathers everything, and mounts volumes.
     *
     * @param root what the graph driver says to mount, or what stands for it
     * @param connections that it will have
     * @param steps take the volumes back
     * @throws EngineException NotFound or Conflict for a neighbour, Unavailable, Internal
     */
    Launch of(ContainerRecord record, List<Mount> root, Connections connections, Steps steps) {
        Joins joins = new Neighbours(site.table()).running(record);
        ContainerConfig config = named(record, joins);
        List<MountPoint> mounts = sources.ready(record, steps);
        return new Launch(
                record.id(),
                ConfigMerge.command(config),
                linked(record, config),
                record.hostConfig(),
                mounts,
                root,
                files(record, config, joins.network(), connections),
                joins,
                init(record.hostConfig()));
    }

    /** A container that shares process ids with others is not the one to reap orphans; Docker 20.10, oci_linux.go. */
    private Optional<Path> init(HostConfig config) {
        boolean wanted =
                config.init().orElse(false) && config.security().pidMode().isEmpty();
        return wanted ? Optional.of(initFile.path()) : Optional.empty();
    }

    /** With the host's network comes the host's name, and with another container's network its name. */
    private ContainerConfig named(ContainerRecord record, Joins joins) {
        ContainerConfig config = record.config();
        if (record.hostConfig().network().mode().equals("host")) {
            return config.toBuilder().hostname(etc.hostName()).build();
        }
        return joins.network()
                .flatMap(site.table()::byId)
                .map(owner -> config.toBuilder()
                        .hostname(owner.record().config().hostname())
                        .domainname(owner.record().config().domainname())
                        .build())
                .orElse(config);
    }

    /** The variables of links come before the container's own, which replace them. */
    private ContainerConfig linked(ContainerRecord record, ContainerConfig config) {
        List<String> env = new ArrayList<>(LinkEnvironment.of(site.table(), record));
        if (env.isEmpty()) {
            return config;
        }
        env.addAll(config.env());
        return config.toBuilder().env(env).build();
    }

    private Container.Files files(
            ContainerRecord record, ContainerConfig config, Optional<String> owner, Connections connections) {
        if (owner.isPresent()) {
            return EtcFiles.in(site.folder(owner.get()), "");
        }
        Path folder = site.folder(record.id());
        names.write(record, config, connections);
        return EtcFiles.in(folder, "");
    }
}
