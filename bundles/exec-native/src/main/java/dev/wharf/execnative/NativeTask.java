package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.execnative.cgroup.Cgroups;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.launch.MonitorProgram;
import dev.wharf.linux.launch.MonitorStatus;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.RootHandle;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import dev.wharf.spi.exec.TaskResources;
import dev.wharf.spi.exec.TerminalSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A task and its first process. All that it knows is in its run folder and the kernel. */
final class NativeTask implements Task, TaskResources {
    private static final int SIGKILL = 9;

    /**
     * What tasks share.
     *
     * @param monitor reaps
     * @param exits tells about ends
     * @param cgroups finds control groups
     * @param forget called once the task is deleted
     */
    record Parts(MonitorProgram monitor, ExitWatch exits, Cgroups cgroups, Consumer<TaskId> forget) {}

    private final Kernel kernel;
    private final TaskId id;
    private final RunFolder folder;
    private final TaskRecord record;
    private final Launch launch;
    private final Parts parts;
    private final Cgroup cgroup;
    private final int pid;
    private final int monitorPid;
    private final Optional<Fd> pidfd;
    private final AtomicBoolean released;
    private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
    private volatile Status running = Status.RUNNING;

    NativeTask(Kernel kernel, TaskId id, RunFolder folder, TaskRecord record, Launch launch, Parts parts) {
        this.kernel = kernel;
        this.id = id;
        this.folder = folder;
        this.record = record;
        this.launch = launch;
        this.parts = parts;
        this.cgroup = parts.cgroups().find(record.cgroupParent(), record.cgroupName());
        this.released = new AtomicBoolean(launch.barrier().isEmpty());
        Optional<MonitorStatus> status = firstStatus(launch);
        this.pid = status.map(MonitorStatus::pid).orElse(0);
        this.monitorPid = status.map(MonitorStatus::monitor).orElse(0);
        this.pidfd = pid == 0 ? Optional.empty() : open(pid);
        if (cgroup.isFrozen()) {
            running = Status.PAUSED;
        }
    }

    /** The child may stand at the barrier a moment before its monitor has recorded it; the notification tells. */
    private Optional<MonitorStatus> firstStatus(Launch started) {
        Optional<MonitorStatus> status = folder.readStatus();
        return status.isPresent() || started.barrier().isEmpty() ? status : Notification.await(kernel, started, folder);
    }

    private Optional<Fd> open(int process) {
        try {
            return Optional.of(kernel.processes().pidfd(process));
        } catch (LinuxException e) {
            if (e.is(Errno.ESRCH) || e.is(Errno.EINVAL)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Begins to wait for the end; it may have come already. */
    void watch() {
        parts.exits().watch(launch.notifications(), this::notified);
        checkEnd();
    }

    private void notified() {
        Notification.drain(kernel, launch.notifications());
        checkEnd();
    }

    private void checkEnd() {
        Optional<MonitorStatus> status = folder.readStatus();
        if (status.isPresent() && status.get().hasEnded()) {
            end(status.get());
        } else if (folder.monitor().isEmpty() && !exit.isDone()) {
            exit.completeExceptionally(new DriverException(
                    Kind.UNAVAILABLE, "the monitor of task " + id + " is gone, and with it the exit status"));
        }
    }

    private void end(MonitorStatus status) {
        if (!record.ownPids()) {
            new CgroupKill(kernel, cgroup).run(); // what the first process left behind
        }
        OptionalInt signal = status.signal() == 0 ? OptionalInt.empty() : OptionalInt.of(status.signal());
        exit.complete(new ExitStatus(status.exitCode(), signal, cgroup.wasOutOfMemory(), status.at()));
    }

    boolean hasEnded() {
        return exit.isDone();
    }

    @Override
    public TaskId id() {
        return id;
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public Status status() {
        if (exit.isDone()) {
            return Status.STOPPED;
        }
        return released.get() ? running : Status.CREATED;
    }

    @Override
    public void start() {
        if (!released.compareAndSet(false, true)) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " was started before");
        }
        Launch.Barrier held = launch.barrier().orElseThrow();
        try (held) {
            new Release(kernel, pid).run(held);
        }
    }

    @Override
    public CompletableFuture<ExitStatus> exit() {
        return exit;
    }

    @Override
    public void signal(int signal) {
        try {
            kernel.processes().signal(pidfd.orElseThrow(this::ended), signal);
        } catch (LinuxException e) {
            throw e.is(Errno.ESRCH) ? ended() : new DriverException(Kind.INTERNAL, String.valueOf(e.getMessage()), e);
        }
    }

    private DriverException ended() {
        return new DriverException(Kind.NOT_FOUND, "task " + id + " has ended");
    }

    @Override
    public void signalAll(int signal) {
        if (exit.isDone()) {
            throw ended();
        }
        if (signal == SIGKILL) {
            new CgroupKill(kernel, cgroup).run();
        } else {
            processes().forEach(process -> CgroupKill.send(kernel, process, signal));
        }
    }

    @Override
    public void resize(TerminalSize size) {
        if (!record.terminal()) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " has no terminal");
        }
        if (exit.isDone()) {
            throw ended();
        }
        command('W', size.rows(), size.columns());
    }

    @Override
    public void closeStdin() {
        command('I', 0, 0);
    }

    private void command(char command, int first, int second) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(5).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) command)
                .putShort((short) first)
                .putShort((short) second)
                .flip();
        kernel.descriptors().write(launch.control(), bytes);
    }

    @Override
    public TaskProcess exec(TaskId execId, ProcessSpec process, Stdio stdio) {
        throw new DriverException(Kind.UNSUPPORTED, "further processes in a task");
    }

    @Override
    public RootHandle root() {
        return new ProcRoot(kernel, pidfd.isPresent() && !exit.isDone() ? pid : 0, id);
    }

    @Override
    public void pause() {
        if (status() != Status.RUNNING) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " does not run");
        }
        new Freeze(cgroup).freeze();
        running = Status.PAUSED;
    }

    @Override
    public void resume() {
        if (status() != Status.PAUSED) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " is not paused");
        }
        cgroup.freeze(false);
        running = Status.RUNNING;
    }

    @Override
    public List<Integer> processes() {
        return cgroup.processes();
    }

    @Override
    public void delete() {
        giveUpBarrier();
        if (!exit.isDone() && folder.monitor().isPresent() && !hasRecordedEnd()) {
            throw new DriverException(Kind.FAILED_PRECONDITION, "task " + id + " runs");
        }
        sweep();
    }

    /** Without its barrier a child that was never let go ends. */
    private void giveUpBarrier() {
        if (released.compareAndSet(false, true)) {
            launch.barrier().ifPresent(Launch.Barrier::close);
        }
    }

    private boolean hasRecordedEnd() {
        return folder.readStatus().map(MonitorStatus::hasEnded).orElse(false);
    }

    /** Ends the monitor and removes every trace. */
    void sweep() {
        parts.forget().accept(id);
        parts.exits().unwatch(launch.notifications());
        kernel.descriptors().write(launch.control(), Launcher.quit());
        if (launch.isOwnChild()) {
            parts.monitor().reap(monitorPid);
        }
        letGo();
        new CgroupKill(kernel, cgroup).remove();
        folder.remove();
        if (!exit.isDone()) {
            exit.complete(new ExitStatus(137, OptionalInt.of(SIGKILL), false, Instant.EPOCH));
        }
    }

    /** Closes what is open in this process; the task lives on. */
    void letGo() {
        parts.exits().unwatch(launch.notifications());
        giveUpBarrier();
        launch.control().close();
        launch.notifications().close();
        pidfd.ifPresent(Fd::close);
    }
}
