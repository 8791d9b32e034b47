package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.engine.api.container.MountRequest;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.check.Signals;
import dev.wharf.engine.spec.BindSpec;
import dev.wharf.engine.volume.FolderTree;
import dev.wharf.spi.graph.SnapshotKey;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes a container with its changes. What a crash interrupts is completed at the next start. */
public final class RemoveContainer {
    private static final Logger LOG = LoggerFactory.getLogger(RemoveContainer.class);
    private static final Optional<Duration> GRACE = Optional.of(Duration.ofSeconds(10));

    /** How long somebody may go on to work with the files of a container that is to be removed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Site site;
    private final StopContainer stop;

    RemoveContainer(Site site, StopContainer stop) {
        this.site = site;
        this.stop = stop;
    }

    /**
     * Removes a container.
     *
     * @param name as the client wrote it, for the message
     * @throws EngineException NotFound, Conflict when it runs and force is off or when it is being removed already,
     *     Unavailable, Internal; the container is then there, perhaps dead
     */
    void run(LiveContainer container, String name, RemoveOptions options) {
        container.step(() -> begin(container, name, options));
        try (Steps steps = new Steps()) {
            steps.made(() -> container.step(() -> container.leave(false)));
            checkDrivers(container.record(), options.volumes());
            end(container, options);
            awaitUnused(container, name);
            container.step(() -> delete(container, options.volumes()));
            steps.keep();
        }
    }

    /** Completes a removal that a crash interrupted. */
    public void complete(LiveContainer container) {
        container.step(() -> {
            container.leave(true);
            delete(container, false);
        });
    }

    private static void begin(LiveContainer container, String name, RemoveOptions options) {
        if (container.isGone()) {
            throw new EngineException.NotFound("no such id: " + name);
        }
        if (container.isLeaving()) {
            throw new EngineException.Conflict("removal of container " + name + " is already in progress");
        }
        if (container.state().isRunning() && !options.force()) {
            throw new EngineException.Conflict("Conflict, You cannot remove a running container. Stop the container"
                    + " before attempting removal or use -f");
        }
        container.leave(true);
    }

    /** Nothing is ended or deleted while a driver is away that has to remove a part of it. */
    private void checkDrivers(ContainerRecord record, boolean withVolumes) {
        site.drivers().graph().lease(record.graphDriver()).close();
        if (withVolumes) {
            ownVolumes(record)
                    .map(MountPoint::driver)
                    .distinct()
                    .forEach(driver -> site.drivers().volume().lease(driver).close());
        }
    }

    /** Nobody can begin to work with its files any more. */
    private void awaitUnused(LiveContainer container, String name) {
        if (!site.roots().awaitUnused(container.id(), PATIENCE)) {
            throw new EngineException.Conflict(
                    "Conflict, cannot remove container " + name + ": its files are being copied or committed");
        }
    }

    /** From here on nobody can start it, so one end is enough. */
    private void end(LiveContainer container, RemoveOptions options) {
        if (!container.state().isRunning()) {
            return;
        }
        try {
            if (options.graceful()) {
                stop.stop(container, GRACE);
            } else {
                stop.kill(container, Signals.KILL, container.id());
            }
        } catch (EngineException.NotModified | EngineException.NotRunning ignored) {
            // it has ended by itself meanwhile
        }
    }

    private void delete(LiveContainer container, boolean withVolumes) {
        RunRecord before = container.run();
        site.table().follow(container, before.in(ContainerState.REMOVING)); // also on a full disk
        try {
            removeSnapshot(container);
        } catch (EngineException.Unavailable e) {
            site.table().follow(container, before); // the driver has just gone, and nothing is deleted yet
            throw e;
        } catch (EngineException e) {
            site.table().follow(container, container.run().in(ContainerState.DEAD));
            throw e;
        }
        try {
            clear(container);
        } catch (EngineException e) {
            site.table().follow(container, container.run().in(ContainerState.DEAD));
            throw e;
        }
        site.table().remove(container);
        if (withVolumes) {
            removeVolumes(container);
        }
        site.events().tell(container, "destroy");
        int code = container.run().outcome().exitCode();
        site.timer().execute(() -> {
            container.exits().complete(code);
            container.removals().complete(code);
        });
    }

    private void removeSnapshot(LiveContainer container) {
        site.drivers().graph().call(container.record().graphDriver(), driver -> {
            driver.remove(new SnapshotKey(container.id()));
            return Boolean.TRUE;
        });
    }

    private void clear(LiveContainer container) {
        container.execs().forget();
        site.connector().release(container.id());
        site.outputs().remove(container.id());
        site.roots().unmount(container.id()); // after the files, which need not be written to the disk any more
        new MountSources(site).clear(container.record());
        try {
            FolderTree.delete(site.folder(container.id()));
        } catch (IOException e) {
            throw new EngineException.Internal("folder of container " + container.id() + ": " + e.getMessage(), e);
        }
    }

    /** Only those that were made for a container that named none, and that no other one has. */
    private void removeVolumes(LiveContainer container) {
        ownVolumes(container.record()).forEach(mount -> {
            try {
                site.volumes().removeAnonymous(mount.volume());
            } catch (EngineException e) {
                LOG.warn("volume {} of a container that was removed: {}", mount.volume(), e.getMessage());
            }
        });
    }

    private static Stream<MountPoint> ownVolumes(ContainerRecord record) {
        Set<String> named = named(record.hostConfig());
        return record.mounts().stream()
                .filter(mount -> mount.kind() == MountPoint.Kind.VOLUME)
                .filter(mount -> !named.contains(mount.volume()));
    }

    private static Set<String> named(HostConfig config) {
        Stream<String> binds =
                config.binds().stream().map(bind -> BindSpec.parse(bind).source());
        Stream<String> mounts = config.mounts().stream()
                .filter(MountRequest.Volume.class::isInstance)
                .map(mount -> ((MountRequest.Volume) mount).name());
        return Stream.concat(binds, mounts).collect(Collectors.toSet());
    }
}
