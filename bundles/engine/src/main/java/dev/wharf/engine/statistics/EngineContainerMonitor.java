package dev.wharf.engine.statistics;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerMonitor;
import dev.wharf.engine.api.container.ContainerProcesses;
import dev.wharf.engine.api.container.ContainerStats;
import dev.wharf.engine.api.container.StatsSubscription;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.container.ContainerEvents;
import dev.wharf.engine.container.ContainerState;
import dev.wharf.engine.container.ContainerTable;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.container.Tasks;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskResources;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells what containers do and use. While its driver is away, a container that runs shows zeros. */
@Component(service = ContainerMonitor.class)
public final class EngineContainerMonitor implements ContainerMonitor {
    private static final Path PROC = Path.of("/proc");
    /** A sample comes each second; only a host that is worn out takes longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ContainerTable table;
    private final Drivers<ExecutionDriver> drivers;
    private final Tasks tasks;
    private final ContainerEvents events;
    private final Sampler sampler;
    private final ListProcesses processes = new ListProcesses(Ps.ofHost());

    /** A monitor of the containers of a table. */
    @Activate
    public EngineContainerMonitor(
            @Reference ContainerTable table, @Reference DriverRegistry drivers, @Reference EventService events) {
        this(table, drivers.execution(), new ContainerEvents(events, Clock.systemUTC()), new SecondsThread());
    }

    EngineContainerMonitor(
            ContainerTable table, Drivers<ExecutionDriver> drivers, ContainerEvents events, Metronome metronome) {
        this.table = table;
        this.drivers = drivers;
        tasks = new Tasks(drivers);
        this.events = events;
        UsageReader reader = new UsageReader(drivers, new HostCounters(PROC), new InterfaceCounters(PROC));
        sampler = new Sampler(table, reader, metronome);
    }

    /** Ends all watching. */
    @Deactivate
    public void close() {
        sampler.close();
    }

    @Override
    public ContainerProcesses processes(String container, String psArguments) {
        LiveContainer found = table.get(container);
        ContainerProcesses listed = processes.list(pids(found), psArguments);
        events.tell(found, "top");
        return listed;
    }

    @Override
    public ContainerStats sample(String container) {
        LiveContainer found = table.get(container);
        if (!found.state().hasProcess()) {
            return Reading.none(found.id(), found.record().name());
        }
        checkServing(found);
        try (StatsSubscription watching = sampler.watch(found)) {
            return whole(watching).orElseThrow(() -> missing(found));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException.Unavailable("interrupted while reading container " + found.id(), e);
        }
    }

    @Override
    public StatsSubscription watch(String container) {
        LiveContainer found = table.get(container);
        if (found.state().hasProcess()) {
            checkServing(found);
        }
        return sampler.watch(found);
    }

    /** A driver that goes away later is shown as zeros, and counts again when it is back. */
    private void checkServing(LiveContainer container) {
        drivers.lease(container.record().execDriver()).close();
    }

    /** The first sample with one before it; one of zeros needs none. */
    private static Optional<ContainerStats> whole(StatsSubscription watching) throws InterruptedException {
        Optional<ContainerStats> sample = watching.next(PATIENCE);
        boolean isFirst = sample.filter(
                        each -> each.memory().isPresent() && each.preCpu().isEmpty())
                .isPresent();
        return isFirst ? watching.next(PATIENCE) : sample;
    }

    private EngineException missing(LiveContainer container) {
        return table.byId(container.id()).isEmpty()
                ? new EngineException.NotFound("no such id: " + container.id())
                : new EngineException.Unavailable("container " + container.id() + " cannot be read at present");
    }

    private List<Integer> pids(LiveContainer container) {
        if (container.state() == ContainerState.RESTARTING) {
            throw new EngineException.Conflict(
                    "Container " + container.id() + " is restarting, wait until the container is running");
        }
        if (!container.state().hasProcess()) {
            throw notRunning(container);
        }
        List<Integer> pids =
                tasks.ask(container, task -> resources(container, task).processes());
        if (pids.isEmpty()) {
            throw notRunning(container);
        }
        return pids;
    }

    private static TaskResources resources(LiveContainer container, Task task) {
        return task.as(TaskResources.class)
                .orElseThrow(() -> new EngineException.Unsupported(
                        "execution driver \"" + container.record().execDriver() + "\" cannot list processes"));
    }

    private static EngineException notRunning(LiveContainer container) {
        return new EngineException.NotRunning("Container " + container.id() + " is not running");
    }
}
