package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerLifecycle;
import dev.wharf.engine.api.container.HostConfig;
import dev.wharf.engine.check.Signals;
import dev.wharf.engine.spec.HostFacts;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.exec.TerminalSize;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Starts and ends containers. */
@Component(service = ContainerLifecycle.class)
public final class EngineContainerLifecycle implements ContainerLifecycle {
    private final Supervisor supervisor;
    private final Adoption adoption;
    private final ContainerTable table;
    private final ContainerEvents events;
    private final Tasks tasks;
    private final StopContainer stop;
    private final PauseContainer pause;
    private final ConfigureContainer configure;

    /** A service for the containers of a supervisor. */
    @Activate
    public EngineContainerLifecycle(@Reference Supervisor supervisor) {
        this.supervisor = supervisor;
        adoption = new Adoption(supervisor);
        Site site = supervisor.site();
        HostFacts host = supervisor.host();
        table = site.table();
        events = site.events();
        tasks = new Tasks(site.drivers().execution());
        stop = StopContainer.byHand(site);
        pause = new PauseContainer(site);
        configure = new ConfigureContainer(site, host);
    }

    @Override
    public void start(String container) {
        LiveContainer found = table.get(container);
        if (adoption.resolve(found)) {
            throw new EngineException.NotModified("Container already started"); // by the call that broke off
        }
        supervisor.start(found, container);
    }

    @Override
    public void configure(String container, HostConfig hostConfig) {
        configure.run(table.get(container), hostConfig);
    }

    @Override
    public void stop(String container, Optional<Duration> timeout) {
        stop.stop(attached(container), timeout);
    }

    @Override
    public void restart(String container, Optional<Duration> timeout) {
        LiveContainer found = attached(container);
        try {
            stop.stop(found, timeout);
        } catch (EngineException.NotModified ignored) {
            // it does not run, so it is just started
        }
        try {
            supervisor.start(found, container);
        } catch (EngineException.NotModified ignored) {
            // somebody else was faster, and it runs anew
        }
        found.step(() -> events.tellUnlessGone(found, "restart"));
    }

    @Override
    public void kill(String container, String signal) {
        int number = signal.isEmpty() ? Signals.KILL : Signals.number(signal);
        stop.kill(attached(container), number, container);
    }

    @Override
    public void pause(String container) {
        pause.pause(attached(container));
    }

    @Override
    public void unpause(String container) {
        pause.unpause(attached(container));
    }

    @Override
    public void resize(String container, int rows, int columns) {
        LiveContainer found = attached(container);
        TerminalSize size = size(rows, columns);
        if (!found.state().hasProcess()) {
            throw notRunning(found);
        }
        tasks.call(found, task -> {
            try {
                task.resize(size);
            } catch (DriverException e) {
                if (e.kind() == DriverException.Kind.NOT_FOUND) {
                    throw notRunning(found);
                }
                throw e;
            }
        });
        events.tell(found, "resize", Map.of("height", String.valueOf(rows), "width", String.valueOf(columns)));
    }

    @Override
    public CompletableFuture<Integer> exit(String container, WaitCondition condition) {
        LiveContainer found = table.get(container);
        return switch (condition) {
            case NOT_RUNNING -> notRunningFuture(found);
            case NEXT_EXIT -> found.exits().add();
            case REMOVED -> removedFuture(found);
        };
    }

    /** A container that was perhaps not yet taken up since the daemon started. */
    private LiveContainer attached(String container) {
        LiveContainer found = table.get(container);
        adoption.adopt(found);
        return found;
    }

    /** The waiter stands in line before the state is read, so that an end in between is not missed. */
    private static CompletableFuture<Integer> notRunningFuture(LiveContainer container) {
        CompletableFuture<Integer> exit = container.exits().add();
        if (!container.state().isRunning()) {
            exit.complete(container.run().outcome().exitCode());
        }
        return exit;
    }

    private static CompletableFuture<Integer> removedFuture(LiveContainer container) {
        CompletableFuture<Integer> removal = container.removals().add();
        if (container.isGone()) {
            removal.complete(container.run().outcome().exitCode());
        }
        return removal;
    }

    private static TerminalSize size(int rows, int columns) {
        try {
            return new TerminalSize(rows, columns);
        } catch (IllegalArgumentException e) {
            throw new EngineException.InvalidArgument("bad " + e.getMessage(), e);
        }
    }

    private static EngineException notRunning(LiveContainer container) {
        return new EngineException.NotRunning("Container " + container.id() + " is not running");
    }
}
