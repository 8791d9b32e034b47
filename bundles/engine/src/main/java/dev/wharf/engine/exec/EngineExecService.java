package dev.wharf.engine.exec;

import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.exec.Exec;
import dev.wharf.engine.api.exec.ExecConfig;
import dev.wharf.engine.api.exec.ExecService;
import dev.wharf.engine.container.Adoption;
import dev.wharf.engine.container.BriefContainers;
import dev.wharf.engine.container.ContainerEvents;
import dev.wharf.engine.container.ContainerExecs;
import dev.wharf.engine.container.ContainerTable;
import dev.wharf.engine.container.EngineThreads;
import dev.wharf.engine.container.LiveContainer;
import dev.wharf.engine.exec.ExecState.Attached;
import dev.wharf.engine.exec.ExecState.Created;
import dev.wharf.engine.exec.ExecState.Ended;
import dev.wharf.engine.log.ContainerOutputs;
import dev.wharf.engine.name.Ids;
import dev.wharf.store.Store;
import java.time.Clock;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Runs further processes in running containers. */
@Component(service = ExecService.class, immediate = true)
public final class EngineExecService implements ExecService {
    private final ExecSite site;
    private final DriverRegistry drivers;
    private final Adoption adoption;
    private final BriefContainers containers;
    private final Ids ids = new Ids();
    private final ExecTable execs = new ExecTable();
    private final ExecEvents events;
    private final StartExec start;
    private final ResizeExec resize;
    private final RecoverExecs recovery;
    private final DriverListener arrivals = new Arrivals();

    /** Loads the execs of an earlier daemon, and takes them up as their drivers arrive. */
    @Activate
    public EngineExecService(
            @Reference Store store,
            @Reference ContainerTable table,
            @Reference Adoption adoption,
            @Reference BriefContainers containers,
            @Reference DriverRegistry drivers,
            @Reference ContainerOutputs outputs,
            @Reference EventService events) {
        this(
                new ExecSite(
                        new ExecStore(store),
                        table,
                        drivers.execution(),
                        outputs,
                        new ContainerEvents(events, Clock.systemUTC()),
                        new EngineThreads("exec"),
                        Clock.systemUTC()),
                drivers,
                adoption,
                containers);
    }

    EngineExecService(ExecSite site, DriverRegistry drivers, Adoption adoption, BriefContainers containers) {
        this.site = site;
        this.drivers = drivers;
        this.adoption = adoption;
        this.containers = containers;
        ForgetExecs forgets = new ForgetExecs(execs, site);
        EndExec ends = new EndExec(site, forgets);
        events = new ExecEvents(site.events());
        start = new StartExec(site, ends);
        resize = new ResizeExec(site);
        recovery = new RecoverExecs(site, execs, adoption, ends, forgets);
        recovery.load();
        drivers.log().listen(arrivals);
        drivers.execution().listen(arrivals);
    }

    /** Stops the engine's own work; execs run on. A container that ends from now on does not wait for them. */
    @Deactivate
    public void close() {
        site.containers().all().forEach(container -> container.keep(ContainerExecs.NONE));
        drivers.execution().unlisten(arrivals);
        drivers.log().unlisten(arrivals);
        site.timer().close();
    }

    @Override
    public String create(String container, ExecConfig config) {
        if (config.command().isEmpty()) {
            throw new EngineException.InvalidArgument("No exec command specified");
        }
        if (!config.workingDir().isEmpty() && !config.workingDir().startsWith("/")) {
            throw new EngineException.InvalidArgument(
                    "the working directory '" + config.workingDir() + "' is invalid, it needs to be an absolute path");
        }
        LiveContainer found = site.containers().get(container);
        adoption.adopt(found);
        requireDriver(found);
        LiveExec exec = new LiveExec(ids.next(), found, config, new Created());
        found.step(() -> {
            ExecRule.check(found, container);
            execs.add(exec);
            recovery.keep(found);
            events.created(exec);
        });
        return exec.id();
    }

    /** What cannot be started is not made: the docker command shows why an exec was not made, but not why it was not started. */
    private void requireDriver(LiveContainer container) {
        if (container.state().hasProcess()) {
            site.drivers().lease(container.record().execDriver()).close();
        }
    }

    @Override
    public Attachment start(String exec, boolean tty) {
        return new ExecAttachment(start.attached(taken(exec)), tty);
    }

    @Override
    public void startDetached(String exec) {
        start.detached(taken(exec));
    }

    @Override
    public void resize(String exec, int rows, int columns) {
        resize.run(execs.get(exec), rows, columns);
    }

    @Override
    public Exec inspect(String exec) {
        LiveExec found = execs.get(exec);
        ExecState state = found.state();
        OptionalInt exitCode = state instanceof Ended ended ? OptionalInt.of(ended.exitCode()) : OptionalInt.empty();
        int pid = found.attached().map(Attached::pid).orElse(0);
        return new Exec(
                exec,
                containers.of(found.container()),
                found.config(),
                state instanceof ExecState.Running,
                exitCode,
                pid);
    }

    /** An exec whose container was perhaps not yet taken up since the daemon started. */
    private LiveExec taken(String id) {
        LiveExec exec = execs.get(id);
        adoption.adopt(exec.container());
        return exec;
    }

    private final class Arrivals implements DriverListener {
        @Override
        public void arrived(String name) {
            recovery.all();
        }

        @Override
        public void leaving(String name) {
            // execs run on, and are found again when the driver is back
        }
    }
}
