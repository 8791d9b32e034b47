package dev.wharf.engine.log;

import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.AttachOptions;
import dev.wharf.engine.api.container.Attachment;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.exec.Stdio;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries the streams of all containers through spools. */
@Component(service = {ContainerOutputs.class, SpooledOutputs.class})
public final class SpooledOutputs implements ContainerOutputs, DriverListener {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledOutputs.class);

    private final Map<String, OutputChannel> channels = new ConcurrentHashMap<>();
    private final DriverRegistry drivers;
    private final OutputTools tools;
    private final FifoFolder fifos;
    private final OutputRuns runs;
    private final ReadWriteLock stopping = new ReentrantReadWriteLock();
    private volatile boolean stopped; // written under stopping

    /** Starts the threads. */
    @Activate
    public SpooledOutputs(@Reference DriverRegistry drivers, BundleContext bundle) {
        this(drivers, Linux.kernel(), DaemonSettings.from(bundle::getProperty).execRoot(), Clock.systemUTC());
    }

    SpooledOutputs(DriverRegistry drivers, Kernel kernel, Path execRoot, Clock clock) {
        this.drivers = drivers;
        this.fifos = new FifoFolder(kernel, execRoot.resolve("containers"));
        this.tools = new OutputTools(
                kernel, new OutputPump(kernel), new LogSinks(drivers), new Blocks(), new MemorySegments(kernel), clock);
        this.runs = new OutputRuns(tools, fifos);
        tools.pump().start();
        drivers.log().listen(this);
    }

    OutputTools tools() {
        return tools;
    }

    /** Where clients of a container meet its runs. */
    OutputChannel channel(String containerId) {
        return channels.computeIfAbsent(containerId, id -> new OutputChannel());
    }

    @Override
    public Stdio open(OutputSpec spec, BooleanSupplier closeStdin) {
        finish(spec.id());
        return guarded("open", spec.id(), () -> {
            OutputChannel channel = channel(spec.id());
            letGoOfLate(channel);
            if (runs.hasLeft(spec)) {
                finish(spec.id(), runs.recover(spec, () -> true));
            }
            Optional<OutputRun> unlogged = channel.takeLate();
            unlogged.ifPresent(OutputRun::close);
            begin(unlogged.isPresent() ? runs.goOn(spec, closeStdin) : runs.begin(spec, closeStdin));
            return fifos.paths(spec);
        });
    }

    /** A log that hangs may take at any time what it was given before: until then nobody else may write it. */
    private static void letGoOfLate(OutputChannel channel) {
        Optional<OutputRun> late = channel.takeLate();
        Optional<LogWriter> hung = late.flatMap(OutputRun::writer).filter(LogWriter::isHung);
        if (hung.isPresent()) {
            late.ifPresent(channel::late);
            throw hung.get().hangs();
        }
        late.ifPresent(OutputRun::close);
    }

    @Override
    public void recover(OutputSpec spec, BooleanSupplier closeStdin) {
        OutputChannel channel = channel(spec.id());
        if (channel.run().isPresent() || channel.hasLate()) {
            return; // the execution driver came back; the streams were here all the time
        }
        guarded("recover", spec.id(), () -> {
            OutputRun run = runs.recover(spec, closeStdin);
            if (fifos.exists(spec.id())) {
                begin(run);
                run.writer().ifPresent(LogWriter::schedule);
            } else {
                finish(spec.id(), run);
            }
            return run;
        });
    }

    /** Whoever is about to start something while the engine ends is refused; the streams wait for the next engine. */
    private void begin(OutputRun run) {
        OutputChannel channel = channel(run.spec().id());
        stopping.readLock().lock();
        try {
            if (stopped) {
                throw EngineException.Unavailable.ended();
            }
            channel.begin(run);
            run.watch();
        } catch (EngineException | LinuxException e) {
            channel.end();
            run.close();
            throw e;
        } finally {
            stopping.readLock().unlock();
        }
    }

    @Override
    public void finish(String containerId) {
        OutputChannel channel = channel(containerId);
        channel.run()
                .ifPresent(run -> guarded("collect", containerId, () -> {
                    finish(containerId, run);
                    return run;
                }));
    }

    private void finish(String containerId, OutputRun run) {
        OutputChannel channel = channel(containerId);
        boolean isLogged = true;
        try {
            run.drain();
            isLogged = run.finishLog(tools);
        } finally {
            channel.end();
            if (isLogged) {
                run.close();
            } else {
                LOG.error("the log of container {} is incomplete; the rest waits in its spool", containerId);
                channel.late(run);
                run.finishLogLater(() -> finishedLate(channel, run));
            }
            fifos.remove(containerId);
        }
    }

    private void finishedLate(OutputChannel channel, OutputRun run) {
        if (channel.takeLate(run)) {
            LOG.info("the log of container {} is complete now", run.spec().id());
            run.forgetSpool();
            run.close();
            fifos.remove(run.spec().id());
        }
    }

    @Override
    public void remove(String containerId) {
        OutputChannel channel = channels.remove(containerId);
        if (channel != null) {
            channel.run().ifPresent(run -> {
                run.drain();
                run.forgetSpool();
                run.close();
            });
            channel.takeLate().ifPresent(run -> {
                run.forgetSpool();
                run.close();
            });
            channel.dissolve();
        }
        fifos.remove(containerId);
    }

    @Override
    public Attachment attach(OutputSpec spec, AttachOptions options) {
        OutputChannel channel = channel(spec.id());
        Optional<LogReplay> replay =
                options.logs() ? Optional.of(new LogReplay(spec, options, channel, tools.sinks())) : Optional.empty();
        LiveAttachment attachment = new LiveAttachment(spec, options, tools, replay);
        if (options.stream()) {
            channel.whenRunning(attachment::board);
        }
        if (stopped) {
            channel.dissolve(); // nothing will begin here
        }
        return attachment;
    }

    @Override
    public Optional<Path> logFile(OutputSpec spec) {
        return tools.sinks().file(spec, channel(spec.id()));
    }

    @Override
    public void arrived(String name) {
        forEachLog(name, LogWriter::schedule);
    }

    @Override
    public void leaving(String name) {
        tools.sinks().recall(name);
    }

    private void forEachLog(String driver, Consumer<LogWriter> action) {
        for (OutputChannel channel : channels.values()) {
            channel.run()
                    .filter(run -> run.spec().logDriver().equals(driver))
                    .flatMap(OutputRun::writer)
                    .ifPresent(action);
        }
    }

    /** Stops carrying; containers run on, and what they write waits in their FIFOs. */
    @Deactivate
    void stop() {
        stopping.writeLock().lock();
        try {
            stopped = true;
        } finally {
            stopping.writeLock().unlock();
        }
        drivers.log().unlisten(this);
        tools.pump().stop();
        for (OutputChannel channel : channels.values()) {
            Optional<OutputRun> run = channel.run();
            channel.dissolve();
            run.ifPresent(OutputRun::close);
            channel.takeLate().ifPresent(OutputRun::close);
        }
        tools.pump().close();
    }

    private static <T> T guarded(String what, String id, Supplier<T> work) {
        try {
            return work.get();
        } catch (LinuxException e) {
            throw new EngineException.Internal(
                    "cannot " + what + " the streams of container " + id + ": " + e.getMessage(), e);
        }
    }
}
