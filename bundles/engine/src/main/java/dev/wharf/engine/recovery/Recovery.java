package dev.wharf.engine.recovery;

import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.container.Adoption;
import dev.wharf.engine.container.ContainerState;
import dev.wharf.engine.container.ContainerTable;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.name.Ids;
import dev.wharf.spi.exec.TaskId;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recovers containers whenever a driver that they need arrives. Thread-safe. */
@Component(service = Recovery.class, immediate = true)
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final ContainerTable table;
    private final DriverRegistry drivers;
    private final Adoption adoption;
    private final Sweep sweep;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile boolean closed;
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final DriverListener executionDrivers = new ExecutionDrivers();
    private final DriverListener logDrivers = new LogDrivers();
    private final DriverListener graphDrivers = new GraphDrivers();

    /** Recovers what can be recovered with the drivers that are there, and listens for the others. */
    @Activate
    public Recovery(@Reference ContainerTable table, @Reference DriverRegistry drivers, @Reference Adoption adoption) {
        this.table = table;
        this.drivers = drivers;
        this.adoption = adoption;
        sweep = new Sweep(table, drivers);
        sweep.folders();
        each(container -> container.state().hasProcess(), adoption::claim);
        guarded("networks", adoption::claimed);
        drivers.graph().listen(graphDrivers);
        drivers.log().listen(logDrivers);
        drivers.execution().listen(executionDrivers);
        settle();
    }

    /** Listens no more. */
    @Deactivate
    public void close() {
        closed = true;
        drivers.execution().unlisten(executionDrivers);
        drivers.log().unlisten(logDrivers);
        drivers.graph().unlisten(graphDrivers);
    }

    private void adoptAll() {
        Set<String> serving = Set.copyOf(drivers.execution().names());
        each(
                container -> container.state().hasProcess()
                        && !adoption.isWatched(container)
                        && serving.contains(container.record().execDriver()),
                adoption::adopt);
        settle();
    }

    /** One with which something takes its time, such as its end, does not keep the others from being watched. */
    private void renewAll(String driver) {
        Set<LiveContainer> busy = new LinkedHashSet<>();
        Predicate<LiveContainer> which = container -> container.state().hasProcess()
                && container.record().execDriver().equals(driver);
        each(which, container -> {
            if (!adoption.renewIfFree(container)) {
                busy.add(container);
            }
        });
        each(busy::contains, adoption::renew);
        settle();
    }

    /** Once all that run are known, those that networks know beside them do not run any more. */
    private void settle() {
        boolean all = table.all().stream().allMatch(adoption::isConnected);
        if (all && settled.compareAndSet(false, true)) {
            guarded("networks", adoption::settle);
        }
    }

    private void executionArrived(String driver) {
        renewAll(driver);
        discardTasks(driver);
        if (started.add(driver)) {
            each(container -> container.record().execDriver().equals(driver), adoption::startWithDaemon);
        }
    }

    private void discardTasks(String driver) {
        for (TaskId id : drivers.execution().call(driver, execution -> execution.list())) {
            if (Ids.isFull(id.value())) {
                guarded("task " + id, () -> adoption.discard(id, driver));
            }
        }
    }

    private void graphArrived(String driver) {
        each(
                container ->
                        container.record().graphDriver().equals(driver) && container.state() == ContainerState.REMOVING,
                adoption::completeRemoval);
        guarded("snapshots of " + driver, () -> sweep.snapshots(driver));
    }

    private void each(Predicate<LiveContainer> which, Consumer<LiveContainer> work) {
        table.all().stream()
                .filter(which)
                .toList()
                .forEach(container -> guarded("container " + container.id(), () -> work.accept(container)));
    }

    /** One that cannot be recovered does not stop the others. */
    private void guarded(String what, Runnable work) {
        if (closed) {
            return; // the next engine does it
        }
        try {
            work.run();
        } catch (EngineException e) {
            LOG.warn("recovery of {}: {}", what, e.getMessage());
        }
    }

    private final class ExecutionDrivers implements DriverListener {
        @Override
        public void arrived(String name) {
            guarded("execution driver " + name, () -> executionArrived(name));
        }

        @Override
        public void leaving(String name) {
            each(container -> container.record().execDriver().equals(name), adoption::detach);
        }
    }

    private final class LogDrivers implements DriverListener {
        @Override
        public void arrived(String name) {
            adoptAll();
        }

        @Override
        public void leaving(String name) {
            // those who write logs hold leases and hear of it themselves
        }
    }

    private final class GraphDrivers implements DriverListener {
        @Override
        public void arrived(String name) {
            guarded("graph driver " + name, () -> graphArrived(name));
        }

        @Override
        public void leaving(String name) {
            // running containers need it no more, and others are told when they ask
        }
    }
}
