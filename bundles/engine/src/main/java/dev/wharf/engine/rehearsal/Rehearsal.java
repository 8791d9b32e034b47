package dev.wharf.engine.rehearsal;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.ContainerLifecycle;
import dev.wharf.engine.api.container.ContainerService;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.network.ContainerNetworks;
import dev.wharf.engine.container.Adoption;
import dev.wharf.engine.container.BriefContainers;
import dev.wharf.engine.container.ContainerTable;
import dev.wharf.engine.container.EngineContainerLifecycle;
import dev.wharf.engine.container.EngineContainerService;
import dev.wharf.engine.container.Supervisor;
import dev.wharf.engine.event.EventBus;
import dev.wharf.engine.exec.EngineExecService;
import dev.wharf.engine.log.ContainerOutputs;
import dev.wharf.engine.recovery.Recovery;
import dev.wharf.engine.root.RootTable;
import dev.wharf.engine.settings.CurrentSettings;
import dev.wharf.engine.volume.VolumeTable;
import dev.wharf.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and removes some containers of its own when the daemon begins, in the background, once recovery has begun. They are
 * in a table of their own, their events go nowhere, and what a killed daemon leaves of them is swept like that of containers
 * that were never made.
 */
@Component(service = Rehearsal.class, immediate = true)
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** After so many the time of a life hardly falls any more. */
    private static final int LIVES = 30;

    /** The daemon comes first, and whoever waits for it. */
    private static final Duration REST = Duration.ofSeconds(1);

    /** More than a life takes. */
    private static final Duration LAST_LIFE = Duration.ofSeconds(5);

    private final Thread thread;
    private final CountDownLatch over = new CountDownLatch(1);

    /** Begins to rehearse after a rest. */
    @Activate
    public Rehearsal(
            BundleContext context,
            @Reference CurrentSettings settings,
            @Reference Store store,
            @Reference DriverRegistry drivers,
            @Reference ContainerOutputs outputs,
            @Reference RootTable roots,
            @Reference VolumeTable volumes,
            @Reference ContainerNetworks networks,
            @Reference Recovery recovery) {
        thread = new Thread(
                () -> {
                    if (!isOver(REST)) {
                        Store hidden = new HiddenStore(store);
                        EventBus events = new EventBus();
                        ContainerTable table = new ContainerTable(hidden, settings);
                        Supervisor supervisor =
                                new Supervisor(table, drivers, outputs, roots, volumes, networks, events);
                        EngineExecService execs = new EngineExecService(
                                hidden,
                                table,
                                new Adoption(supervisor),
                                new BriefContainers(supervisor),
                                drivers,
                                outputs,
                                events);
                        rehearse(drivers, supervisor, execs);
                    }
                },
                "rehearsal");
        thread.setDaemon(true);
        if (DaemonSettings.rehearses(context::getProperty)) {
            thread.start();
        }
    }

    /** Ends after the present life, and waits for that. */
    @Deactivate
    public void close() {
        over.countDown();
        try {
            thread.join(LAST_LIFE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOver(Duration patience) {
        try {
            return over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** A rehearsal that fails is none; the first container tells its user what is wrong. */
    private void rehearse(DriverRegistry drivers, Supervisor supervisor, EngineExecService execs) {
        try (Stage stage = new Stage(drivers)) {
            ContainerService service = new EngineContainerService(supervisor, stage, stage);
            ContainerLifecycle lifecycle = new EngineContainerLifecycle(supervisor);
            for (int life = 0; life < LIVES && !isOver(Duration.ZERO); life++) {
                live(service, lifecycle);
            }
            if (!isOver(Duration.ZERO)) {
                execute(service, lifecycle, new RehearsedExecs(execs));
            }
        } catch (EngineException | CompletionException e) {
            LOG.debug("rehearsal ended early", e);
        } finally {
            execs.close();
            supervisor.close();
            LOG.info("rehearsal is over");
        }
    }

    private static void live(ContainerService service, ContainerLifecycle lifecycle) {
        String id = create(service, List.of(Stage.PROGRAM));
        lifecycle.start(id);
        lifecycle.exit(id, ContainerLifecycle.WaitCondition.NOT_RUNNING).join();
        remove(service, id);
    }

    private void execute(ContainerService service, ContainerLifecycle lifecycle, RehearsedExecs execs) {
        String id = create(service, List.of(Stage.PROGRAM, Stage.WAITING));
        try {
            lifecycle.start(id);
            execs.run(id, this::isOver);
        } finally {
            remove(service, id);
        }
    }

    private static String create(ContainerService service, List<String> command) {
        ContainerConfig config =
                ContainerConfig.builder().image("rehearsal").cmd(command).build();
        HostConfig host =
                HostConfig.builder().network(NetworkConfig.ofMode("none")).build();
        return service.create(new CreateRequest("", config, host)).id();
    }

    private static void remove(ContainerService service, String id) {
        service.remove(id, new RemoveOptions(true, true, false));
    }
}
