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
import dev.wharf.spi.DriverException;
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

    /** When to try again what needs a driver that is away. */
    private static final Duration DRIVER_DELAY = Duration.ofSeconds(2);

    private final Site site;
    private final HostFacts host;
    private final NameFiles names;
    private final StartContainer start;
    private final EndContainer end;
    private final RemoveContainer remove;
    private final OutOfMemoryKills kills;
    private final Instant since;
    private volatile boolean retiring;
    private volatile boolean closed;

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
                EtcFiles.ofHost(),
                ProcessHandle.current().info().startInstant().orElseGet(Clock.systemUTC()::instant));
    }

    Supervisor(Site site, HostFacts host, EtcFiles etc) {
        this(site, host, etc, site.clock().instant());
    }

    /** The engine may have been exchanged since the daemon began. */
    private Supervisor(Site site, HostFacts host, EtcFiles etc, Instant since) {
        this.site = site;
        this.since = since;
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
    }

    /** Stops the engine's own work; containers run on, and whoever supervises them next takes them up. */
    @Deactivate
    public void close() {
        closed = true;
        site.timer().close();
    }

    /** Whether a container's task, if it has one, is watched here and not by a supervisor before this one. */
    boolean watches(LiveContainer container) {
        return container.isWatchedBy(this);
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

    /** Whether a container has run since before this daemon began. */
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
        site.connector().awaitClaims();
        container.step(() -> {
            StartRule.check(container);
            if (retiring) {
                throw new EngineException.Unavailable("the daemon is ending");
            }
            if (closed) {
                throw EngineException.Unavailable.ended();
            }
            try {
                launch(container, container.run().counted(0, Backoff.NONE).byHand(false));
            } catch (EngineException e) {
                if (closed) { // what it needed went with the engine; the next one starts it
                    throw EngineException.Unavailable.ended();
                }
                removeIfAsked(container);
                throw StartFailure.told(name, e);
            }
        });
        names.follow(container);
    }

    /** Watches a task, under its container's lock; one that is watched already, as when its driver only seemed to go, once. */
    void watch(LiveContainer container, HeldTask held) {
        if (!container.hold(held, this)) {
            return;
        }
        Task task = held.task();
        try {
            kills.watch(container, task);
            var unused = task.exit()
                    .whenComplete((status, error) -> site.timer().execute(() -> {
                        if (error == null) {
                            ended(container, task, status);
                        } else {
                            lost(container, held);
                        }
                    }));
        } catch (DriverException e) {
            LOG.debug("the driver of container {} went just after it had started it", container.id(), e);
            site.timer().execute(() -> lost(container, held));
        }
    }

    private void launch(LiveContainer container, RunRecord present) {
        container.begin();
        watch(container, start.run(container, present));
        RunRecord started = container.run();
        site.timer().execute(() -> confirm(container, started));
    }

    /** Stores that a start has come true, unless more has happened since: no client waits for that. */
    private void confirm(LiveContainer container, RunRecord started) {
        container.step(() -> {
            if (container.run().equals(started) && !container.isGone()) {
                boolean ignored = site.table().follow(container, started);
            }
        });
    }

    private void ended(LiveContainer container, Task task, ExitStatus status) {
        container.step(() -> {
            if (container.isIn(task) && container.state().hasProcess()) {
                finish(container, status);
            }
        });
    }

    /** A driver that goes away may break its promise to tell the end; only one that still serves does not know it. */
    private void lost(LiveContainer container, HeldTask held) {
        container.step(() -> {
            if (!container.isIn(held.task()) || !container.state().hasProcess()) {
                return;
            }
            if (serves(container, held)) {
                finish(container, end.unknown());
            } else {
                container.letGo(); // recovery takes it up when its driver is back
                LOG.info("the end of container {} is told by the driver that comes next", container.id());
            }
        });
        takeUpAgain(container);
    }

    private boolean serves(LiveContainer container, HeldTask held) {
        try {
            return site.drivers().execution().call(container.record().execDriver(), held::isOf);
        } catch (EngineException.Unavailable ignored) {
            return false; // it is away, as was to be found out
        }
    }

    private void takeUpAgain(LiveContainer container) {
        try {
            new Adoption(this).adopt(container);
        } catch (EngineException e) {
            LOG.debug("container {} is taken up when its driver arrives: {}", container.id(), e.getMessage());
        }
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
        if (container.state() != ContainerState.RESTARTING || container.isLeaving() || retiring || closed) {
            return;
        }
        RunRecord waiting = container.run();
        try {
            launch(container, waiting.counted(waiting.restartCount() + 1, waiting.restarts()));
        } catch (EngineException.Unavailable e) {
            LOG.info("restart of container {} waits: {}", container.id(), e.getMessage());
            restartLater(container, DRIVER_DELAY); // a driver that is away is no failure of the container
        } catch (EngineException e) {
            if (closed) {
                container.become(waiting); // the next engine restarts it
            } else {
                LOG.warn("restart of container {}: {}", container.id(), e.getMessage());
                retry(container);
            }
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
        } catch (EngineException.Unavailable e) {
            LOG.info("removal of container {} after its end waits: {}", container.id(), e.getMessage());
            site.timer().later(USED_DELAY, () -> removeQuietly(container));
        } catch (EngineException e) {
            LOG.warn("removal of container {} after its end: {}", container.id(), e.getMessage());
        }
    }
}
