package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.execnative.cgroup.Cgroups;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.MonitorStatus;
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
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A task with its first process and its further ones. All that it knows is in its run folder and the kernel. */
final class NativeTask implements Task, TaskResources, TaskStatistics, OutOfMemoryNotices {
    private static final int SIGKILL = 9;

    /**
     * What tasks share.
     *
     * @param processes what all processes share
     * @param cgroups finds control groups
     * @param execs launches further processes
     * @param boundingCapabilities those that the daemon holds, as bits
     * @param clock tells when usage was read
     * @param forget called with a task once it is deleted
     */
    record Parts(
            MonitoredProcess.Parts processes,
            Cgroups cgroups,
            ExecLauncher execs,
            long boundingCapabilities,
            Clock clock,
            Consumer<NativeTask> forget) {}

    private final Kernel kernel;
    private final TaskId id;
    private final RunFolder folder;
    private final TaskRecord record;
    private final Parts parts;
    private final Cgroup cgroup;
    private final MonitoredProcess first;
    private final Execs execs;
    private final Deletion deletion;
    /** Empty once the first process was let go: a script is large. */
    private final AtomicReference<@Nullable Barrier> barrier;

    private final MemoryNotices notices;
    private volatile Status running = Status.RUNNING;

    NativeTask(TaskId id, RunFolder folder, TaskRecord record, Launch launch, Optional<Barrier> barrier, Parts parts) {
        this.kernel = parts.processes().kernel();
        this.id = id;
        this.folder = folder;
        this.record = record;
        this.parts = parts;
        this.cgroup = parts.cgroups().find(record.cgroupParent(), record.cgroupName());
        this.barrier = new AtomicReference<>(barrier.orElse(null));
        var name = new MonitoredProcess.Name(id, "task " + id, record.terminal());
        this.first = new MonitoredProcess(
                parts.processes(), name, folder, launch, firstStatus(launch, barrier.isPresent()), this::ending);
        this.notices = new MemoryNotices(
                () -> cgroup.outOfMemoryEvents(kernel), parts.processes().exits());
        this.execs = new Execs(new Execs.Owner(folder, record, cgroup), parts.processes(), parts.execs());
        this.deletion = new Deletion(name.title());
        if (cgroup.isFrozen()) {
            running = Status.PAUSED;
        }
    }

    /** The child may stand at the barrier a moment before its monitor has recorded it; the notification tells. */
    private Optional<MonitorStatus> firstStatus(Launch launch, boolean isFresh) {
        Optional<MonitorStatus> status = folder.readStatus();
        return status.isPresent() || !isFresh ? status : Notification.await(kernel, launch, folder);
    }

    /** Begins to wait for the end; it may have come already. */
    void watch() {
        first.watch();
    }

    private ExitStatus ending(MonitorStatus status) {
        if (!record.ownPids()) {
            new CgroupKill(kernel, cgroup).run(); // what the first process left behind
        }
        notices.finish();
        return MonitoredProcess.exitStatus(status, cgroup.wasOutOfMemory());
    }

    @Override
    public TaskId id() {
        return id;
    }

    @Override
    public int pid() {
        return first.pid();
    }

    @Override
    public Status status() {
        if (first.hasEnded()) {
            return Status.STOPPED;
        }
        return barrier.get() != null ? Status.CREATED : running;
    }

    @Override
    public boolean wasStarted() {
        return barrier.get() == null
                && folder.readStatus().filter(MonitorStatus::isHeldBack).isEmpty();
    }

    @Override
    public void start() {
        Barrier held = barrier.getAndSet(null);
        if (held == null) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " was started before");
        }
        try (held) {
            new Release(kernel, pid(), parts.boundingCapabilities()).run(held);
        }
    }

    @Override
    public CompletableFuture<ExitStatus> exit() {
        return first.exit();
    }

    @Override
    public void signal(int signal) {
        first.signal(signal);
    }

    @Override
    public void signalAll(int signal) {
        if (first.hasEnded()) {
            throw first.ended();
        }
        KernelFault.told(() -> {
            if (signal == SIGKILL) {
                new CgroupKill(kernel, cgroup).run();
            } else {
                cgroup.processes().forEach(process -> CgroupKill.send(kernel, process, signal));
            }
        });
    }

    @Override
    public void resize(TerminalSize size) {
        KernelFault.told(() -> first.resize(size));
    }

    @Override
    public void closeStdin() {
        KernelFault.told(first::closeStdin);
    }

    @Override
    public TaskProcess exec(TaskId execId, ProcessSpec process, Stdio stdio) {
        require(Status.RUNNING, status() == Status.PAUSED ? "is paused" : "does not run");
        return execs.start(execId, process, stdio, first);
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
        return new ProcRoot(kernel, first.hasEnded() ? 0 : pid(), id);
    }

    @Override
    public void pause() {
        require(Status.RUNNING, "does not run");
        KernelFault.told(() -> new Freeze(cgroup).freeze());
        running = Status.PAUSED;
    }

    @Override
    public void resume() {
        require(Status.PAUSED, "is not paused");
        KernelFault.told(() -> cgroup.freeze(false));
        running = Status.RUNNING;
    }

    private void require(Status wanted, String otherwise) {
        if (status() != wanted) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " " + otherwise);
        }
    }

    @Override
    public List<Integer> processes() {
        return KernelFault.told(cgroup::processes);
    }

    @Override
    public TaskUsage usage() {
        TaskUsage usage = KernelFault.told(() -> cgroup.usage(parts.clock().instant()));
        if (first.hasEnded()) {
            throw first.ended(); // its group may be gone
        }
        return usage;
    }

    @Override
    public void onOutOfMemory(Runnable told) {
        if (first.hasEnded() || !KernelFault.told(() -> notices.add(told))) {
            throw first.ended();
        }
    }

    /** Opens the first process for a task that joins its namespaces. */
    Fd pidfd() {
        if (first.hasEnded()) {
            throw first.ended();
        }
        return first.duplicatePidfd();
    }

    @Override
    public void delete() {
        deletion.run(() -> {
            giveUpBarrier();
            first.requireEnd();
            remove();
        });
    }

    /** Without its barrier a child that was never let go ends. */
    private void giveUpBarrier() {
        Barrier held = barrier.getAndSet(null);
        if (held != null) {
            held.close();
        }
    }

    /** Ends the monitors and removes every trace. */
    void sweep() {
        deletion.run(this::remove);
    }

    private void remove() {
        giveUpBarrier();
        notices.close();
        first.sweep(() -> new CgroupKill(kernel, cgroup).run());
        execs.sweep();
        new CgroupKill(kernel, cgroup).remove();
        folder.remove();
        parts.forget().accept(this);
    }

    /** Closes what is open in this process; the task lives on. */
    void letGo() {
        giveUpBarrier();
        notices.close();
        execs.letGo();
        first.letGo();
    }
}
