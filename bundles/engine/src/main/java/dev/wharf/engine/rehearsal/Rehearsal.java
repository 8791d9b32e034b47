package dev.wharf.engine.rehearsal;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.container.ContainerLifecycle;
import dev.wharf.engine.api.container.ContainerService;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.api.container.NetworkConfig;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.network.ContainerNetworks;
import dev.wharf.engine.container.ContainerTable;
import dev.wharf.engine.container.EngineContainerLifecycle;
import dev.wharf.engine.container.EngineContainerService;
import dev.wharf.engine.container.Supervisor;
import dev.wharf.engine.event.EventBus;
import dev.wharf.engine.log.ContainerOutputs;
import dev.wharf.engine.recovery.Recovery;
import dev.wharf.engine.root.RootTable;
import dev.wharf.engine.settings.CurrentSettings;
import dev.wharf.engine.volume.VolumeTable;
import dev.wharf.store.Store;
import java.util.List;
import java.util.concurrent.CompletionException;
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

    private final Thread thread;
    private volatile boolean isOver;

    /** Begins to rehearse. */
    @Activate
    public Rehearsal(
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
                    ContainerTable table = new ContainerTable(new HiddenStore(store), settings);
                    rehearse(
                            drivers, new Supervisor(table, drivers, outputs, roots, volumes, networks, new EventBus()));
                },
                "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends after the present life. */
    @Deactivate
    public void close() {
        isOver = true;
    }

    /** A rehearsal that fails is none; the first container tells its user what is wrong. */
    private void rehearse(DriverRegistry drivers, Supervisor supervisor) {
        try (Stage stage = new Stage(drivers)) {
            ContainerService service = new EngineContainerService(supervisor, stage, stage);
            ContainerLifecycle lifecycle = new EngineContainerLifecycle(supervisor);
            for (int life = 0; life < LIVES && !isOver; life++) {
                live(service, lifecycle);
            }
        } catch (EngineException | CompletionException e) {
            LOG.debug("rehearsal ended early", e);
        } finally {
            supervisor.close();
            LOG.info("rehearsal is over");
        }
    }

    private static void live(ContainerService service, ContainerLifecycle lifecycle) {
        ContainerConfig config = ContainerConfig.builder()
                .image("rehearsal")
                .cmd(List.of(Stage.PROGRAM))
                .build();
        HostConfig host =
                HostConfig.builder().network(NetworkConfig.ofMode("none")).build();
        String id = service.create(new CreateRequest("", config, host)).id();
        lifecycle.start(id);
        lifecycle.exit(id, ContainerLifecycle.WaitCondition.NOT_RUNNING).join();
        service.remove(id, new RemoveOptions(true, true, false));
    }
}
