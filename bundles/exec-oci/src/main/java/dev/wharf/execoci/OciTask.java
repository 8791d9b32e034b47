package dev.wharf.execoci;

import dev.wharf.execoci.cgroup.ControlGroup;
import dev.wharf.execoci.launch.MonitoredProcess;
import dev.wharf.execoci.launch.RunFolder;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.OutOfMemoryNotices;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.RootHandle;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TaskResources;
import dev.wharf.spi.exec.TaskStatistics;
import dev.wharf.spi.exec.TaskUsage;
import dev.wharf.spi.exec.TerminalSize;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A container and its first process. All that it knows is in its run folder, the runtime's and the kernel. */
final class OciTask implements Task, TaskResources, TaskStatistics, OutOfMemoryNotices {
    private static final int SIGKILL = 9;
    /** In the run folder once the first process was let go. */
    private static final String STARTED = "started";

    private static final String FORESTALLED = "forestalled";

    private final Host host;
    private final TaskId id;
    private final RunFolder folder;
    private final MonitoredProcess process;
    private final ControlGroup group;
    private final boolean ownPids;
    private final Execs execs;
    private final MemoryNotices notices;
    private final Consumer<OciTask> forget;
    private final AtomicBoolean started;
    private final Optional<DriverException> refusal;
    private volatile boolean forestalled; // as in the folder, since the end of the process tells nothing of it
    private volatile Status running;

    /**
     * Takes over a container.
     *
     * @param made what is known of it
     * @param refusal why it must not be started
     * @param forget called with it once it is deleted
     */
    OciTask(Host host, MadeTask made, Optional<DriverException> refusal, Consumer<OciTask> forget) {
        this.host = host;
        this.id = made.id();
        this.folder = made.folder();
        this.group = made.group(host);
        this.ownPids = made.record().ownPids();
        this.process = made.process(host, this::endRest);
        this.execs = new Execs(host, made, process, group);
        this.notices = new MemoryNotices(host, group);
        this.refusal = refusal;
        this.forget = forget;
        this.started = new AtomicBoolean(folder.has(STARTED));
        this.forestalled = folder.has(FORESTALLED);
        this.running = group.isFrozen() ? Status.PAUSED : Status.RUNNING;
    }

    /** Processes among those of the host, or of another task, outlive the first one. */
    private boolean endRest() {
        notices.close();
        if (!ownPids) {
            group.kill(host.kernel());
        }
        return group.outOfMemoryKills() > 0;
    }

    void watch() {
        process.watch();
    }

    /** After a restart: a first process that still waits has nobody who would let it go. */
    void endUnlessStarted() {
        if (!started.get() && !process.hasEnded()) {
            if (host.runtime().isWaiting(folder, id.value())) {
                folder.write(FORESTALLED, new byte[0]);
                forestalled = true;
                kill();
                process.awaitEnd();
            }
        }
        started.set(true);
    }

    boolean hasEnded() {
        return process.exit().isDone();
    }

    @Override
    public TaskId id() {
        return id;
    }

    @Override
    public int pid() {
        return process.pid();
    }

    @Override
    public Status status() {
        if (hasEnded()) {
            return Status.STOPPED;
        }
        return started.get() ? running : Status.CREATED;
    }

    @Override
    public boolean wasStarted() {
        return started.get() && !forestalled;
    }

    @Override
    public void start() {
        if (hasEnded() || !started.compareAndSet(false, true)) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " was started before");
        }
        try {
            refusal.ifPresent(reason -> {
                throw reason;
            });
            new Release(host, folder, process).run(id.value());
            folder.write(STARTED, new byte[0]);
        } catch (DriverException e) {
            kill();
            process.awaitEnd();
            throw e;
        }
    }

    @Override
    public CompletableFuture<ExitStatus> exit() {
        return process.exit();
    }

    @Override
    public void signal(int signal) {
        process.signal(signal);
    }

    @Override
    public void signalAll(int signal) {
        if (hasEnded()) {
            throw process.ended();
        }
        if (signal == SIGKILL) {
            kill();
        } else {
            processes().forEach(pid -> ControlGroup.send(host.kernel(), pid, signal));
        }
    }

    /** The end of the first process of a pid namespace takes all others with it; nothing in there can outrun that. */
    private void kill() {
        boolean isPaused = running == Status.PAUSED;
        if (ownPids && !process.hasEnded()) {
            process.signal(SIGKILL);
        } else {
            group.kill(host.kernel());
        }
        if (isPaused) {
            group.thaw();
        }
    }

    @Override
    public void resize(TerminalSize size) {
        process.resize(size);
    }

    @Override
    public void closeStdin() {
        process.closeStdin();
    }

    @Override
    public TaskProcess exec(TaskId execId, ProcessSpec spec, Stdio stdio) {
        if (status() != Status.RUNNING) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " does not run");
        }
        return execs.start(execId, spec, stdio);
    }

    @Override
    public Optional<TaskProcess> recoverExec(TaskId execId) {
        return execs.recover(execId);
    }

    @Override
    public List<TaskId> execs() {
        return execs.list();
    }

    @Override
    public RootHandle root() {
        if (hasEnded()) {
            throw process.ended();
        }
        return new ProcRoot(host.kernel(), process.pid(), id);
    }

    @Override
    public void pause() {
        if (status() != Status.RUNNING) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " does not run");
        }
        if (!group.freeze()) {
            group.thaw();
            throw new DriverException(Kind.INTERNAL, "the kernel did not freeze all processes within a second");
        }
        running = Status.PAUSED;
    }

    @Override
    public void resume() {
        if (status() != Status.PAUSED) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " is not paused");
        }
        group.thaw();
        running = Status.RUNNING;
    }

    @Override
    public List<Integer> processes() {
        return group.processes();
    }

    @Override
    public TaskUsage usage() {
        if (hasEnded()) {
            throw process.ended();
        }
        return group.usage(host.clock());
    }

    @Override
    public void onOutOfMemory(Runnable told) {
        if (hasEnded()) {
            throw process.ended();
        }
        notices.add(told);
    }

    @Override
    public void delete() {
        if (status() == Status.CREATED) {
            kill();
            process.awaitEnd();
        }
        if (!process.hasEnded()) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " runs");
        }
        sweep();
    }

    /** Removes every trace. */
    void sweep() {
        forget.accept(this);
        notices.close();
        execs.sweep();
        host.runtime().delete(folder, id.value());
        group.remove(host.kernel());
        new SharedMemory(host.kernel(), host.tasks()).unmount(id);
        process.sweep();
    }

    /** Closes what is open in this process; the container lives on. */
    void letGo() {
        notices.close();
        execs.letGo();
        process.letGo();
    }
}
