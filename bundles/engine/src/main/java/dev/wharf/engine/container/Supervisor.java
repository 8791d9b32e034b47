package dev.wharf.engine.container;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.network.ContainerNetworks;
import dev.wharf.engine.log.ContainerOutputs;
import dev.wharf.engine.root.RootTable;
import dev.wharf.engine.spec.FollowedDefaults;
import dev.wharf.engine.spec.HostDevices;
import dev.wharf.engine.spec.HostFacts;
import dev.wharf.engine.spec.HostFactsReader;
import dev.wharf.engine.spec.TaskSpecs;
import dev.wharf.engine.volume.VolumeTable;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.Task;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts containers, watches those that run, and starts them again as their policy says. Thread-safe. */
@Component(service = Supervisor.class)
public final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    /** When to try again to remove a container whose files somebody is reading. */
    private static final Duration USED_DELAY = Duration.ofSeconds(10);

    private final Site site;
    private final HostFacts host;
    private final NameFiles names;
    private final StartContainer start;
    private final EndContainer end;
    private final RemoveContainer remove;
    private final OutOfMemoryKills kills;
    private final Instant since;
    private volatile boolean retiring;

    /** A supervisor of the containers of a table. Those that run already are watched once {@link Adoption} has found them. */
    @Activate
    public Supervisor(
            @Reference ContainerTable table,
            @Reference DriverRegistry drivers,
            @Reference ContainerOutputs outputs,
            @Reference RootTable roots,
            @Reference VolumeTable volumes,
            @Reference ContainerNetworks networks,
            @Reference EventService events) {
        this(
                new Site(
                        table,
                        drivers,
                        outputs,
                        roots,
                        new ContainerEvents(events, Clock.systemUTC()),
                        volumes,
                        new Connector(networks, table),
                        new EngineThreads("container"),
                        Clock.systemUTC()),
                new HostFactsReader(Path.of("/")).read(),
                EtcFiles.ofHost());
    }

    Supervisor(Site site, HostFacts host, EtcFiles etc) {
        this.site = site;
        this.host = host;
        names = new NameFiles(site, etc);
        start = new StartContainer(
                site,
                new Launches(site, etc, names),
                names,
                new TaskSpecs(host, new HostDevices(), new FollowedDefaults(site.table()::settings)));
        end = new EndContainer(site);
        remove = new RemoveContainer(site, StopContainer.byHand(site));
        kills = new OutOfMemoryKills(site);
        since = site.clock().instant();
    }

    /** Stops the engine's own work; containers run on. */
    @Deactivate
    public void close() {
        site.timer().close();
    }

    Site site() {
        return site;
    }

    HostFacts host() {
        return host;
    }

    NameFiles names() {
        return names;
    }

    RemoveContainer remove() {
        return remove;
    }

    /** Starts no container any more. */
    void retire() {
        retiring = true;
    }

    /** Whether a container has run since before this engine began. */
    boolean isLeftOver(LiveContainer container) {
        return container.run().startedAt().filter(since::isAfter).isPresent();
    }

    /** The status of a container whose end nobody saw. */
    ExitStatus unknownEnd() {
        return end.unknown();
    }

    /**
     * Starts a container by hand.
     *
     * @param name as the client wrote it, for the message
     * @throws EngineException NotModified when it runs, Conflict, and what stood against the start
     */
    void start(LiveContainer container, String name) {
        container.step(() -> {
            StartRule.check(container);
            if (retiring) {
                throw new EngineException.Unavailable("the daemon is ending");
            }
            container.become(container.run().counted(0, Backoff.NONE).byHand(false));
            try {
                launch(container);
            } catch (EngineException e) {
                removeIfAsked(container);
                throw StartFailure.told(name, e);
            }
        });
        names.follow(container);
    }

    /** Watches a task, under its container's lock. */
    void watch(LiveContainer container, Task task) {
        container.hold(task);
        kills.watch(container, task);
        var unused = task.exit().whenComplete((status, error) -> site.timer().execute(() -> {
            if (error == null) {
                ended(container, task, status);
            } else {
                ended(container, task, end.unknown());
            }
        }));
    }

    private void launch(LiveContainer container) {
        start.run(container);
        container.task().ifPresent(task -> watch(container, task));
    }

    private void ended(LiveContainer container, Task task, ExitStatus status) {
        container.step(() -> {
            boolean current = container.task().filter(task::equals).isPresent();
            if (current && container.state().hasProcess()) {
                finish(container, status);
            }
        });
    }

    /** Records the end of a run, under the container's lock, and does what the policy says. */
    void finish(LiveContainer container, ExitStatus status) {
        end.run(container, status, !retiring)
                .ifPresentOrElse(delay -> restartLater(container, delay), () -> removeIfAsked(container));
    }

    private void restartLater(LiveContainer container, Duration delay) {
        container.putOff(site.timer().later(delay, () -> {
            container.step(() -> restart(container));
            names.follow(container);
        }));
    }

    /** Starts a container that waits to be restarted, under its lock; does nothing for any other. */
    void restart(LiveContainer container) {
        if (container.state() != ContainerState.RESTARTING || container.isLeaving() || retiring) {
            return;
        }
        container.become(container
                .run()
                .counted(container.run().restartCount() + 1, container.run().restarts()));
        try {
            launch(container);
        } catch (EngineException e) {
            LOG.warn("restart of container {}: {}", container.id(), e.getMessage());
            retry(container);
        }
    }

    /** A failed restart counts as a short run that failed. */
    private void retry(LiveContainer container) {
        RunRecord run = container.run();
        int code = run.outcome().exitCode();
        Backoff backoff = run.restarts().after(code, Duration.ZERO);
        if (RestartRule.restarts(container.record().hostConfig().restartPolicy(), code, backoff)) {
            site.table().update(container, run.in(ContainerState.RESTARTING).counted(run.restartCount(), backoff));
            restartLater(container, backoff.delay());
        } else {
            container.exits().complete(code);
        }
    }

    /** Removes a container that has ended when it was made for one run. */
    void removeIfAsked(LiveContainer container) {
        if (container.record().hostConfig().autoRemove() && !container.isLeaving()) {
            site.timer().execute(() -> removeQuietly(container));
        }
    }

    private void removeQuietly(LiveContainer container) {
        try {
            remove.run(container, container.id(), new RemoveOptions(true, false, false));
        } catch (EngineException.Conflict | EngineException.NotFound ignored) {
            if (site.roots().isUsed(container.id())) { // else somebody else removes it, or has just started it again
                site.timer().later(USED_DELAY, () -> removeQuietly(container));
            }
        } catch (EngineException e) {
            LOG.warn("removal of container {} after its end: {}", container.id(), e.getMessage());
        }
    }
}
