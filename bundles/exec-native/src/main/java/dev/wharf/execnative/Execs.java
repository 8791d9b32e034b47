package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.launch.MonitorStatus;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ExitStatus;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The further processes of one task. Thread-safe. */
final class Execs {
    private static final Logger LOG = LoggerFactory.getLogger(Execs.class);

    /**
     * The task that they belong to.
     *
     * @param folder its run folder
     * @param record of it
     * @param cgroup its control group
     */
    record Owner(RunFolder folder, TaskRecord record, Cgroup cgroup) {}

    private final Owner owner;
    private final MonitoredProcess.Parts parts;
    private final ExecLauncher launcher;
    private final Map<TaskId, NativeExec> known = new ConcurrentHashMap<>();
    /** Held for reading by starts; for writing by what takes a folder without a process for one that was left behind. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean swept; // guarded by lock
    private volatile boolean prepared; // whether there is what the folders lie in

    Execs(Owner owner, MonitoredProcess.Parts parts, ExecLauncher launcher) {
        this.owner = owner;
        this.parts = parts;
        this.launcher = launcher;
    }

    /** Starts a process in the namespaces of the task's first one. On failure nothing is left. */
    TaskProcess start(TaskId id, ProcessSpec process, Stdio stdio, MonitoredProcess first) {
        lock.readLock().lock();
        try {
            if (swept) {
                throw new DriverException(Kind.FAILED_PRECONDITION, ended(first));
            }
            return launch(id, process, stdio, first);
        } finally {
            lock.readLock().unlock();
        }
    }

    private TaskProcess launch(TaskId id, ProcessSpec process, Stdio stdio, MonitoredProcess first) {
        ReadyFolder ready = prepare(id, first);
        RunFolder folder = ready.folder();
        try {
            folder.write(owner.record().forExec(process.terminal()));
            var target = new ExecLauncher.Target(first.duplicatePidfd(), first.pid(), owner.cgroup());
            Launch launch = launcher.launch(target, process, stdio, ready);
            return remember(id, process.terminal(), folder, launch);
        } catch (LinuxException | DriverException | IllegalArgumentException e) {
            ready.abandon();
            throw refusal(e, first);
        }
    }

    private ReadyFolder prepare(TaskId id, MonitoredProcess first) {
        try {
            if (!prepared) {
                owner.folder().prepareExecs();
                prepared = true;
            }
            return launcher.prepare(owner.folder().exec(id));
        } catch (LinuxException e) {
            throw refusal(e, first);
        }
    }

    /** A task that ends meanwhile makes a launch fail in many ways. */
    private static DriverException refusal(RuntimeException e, MonitoredProcess first) {
        if (!first.isAlive() || !hasRoot(first)) {
            return new DriverException(Kind.FAILED_PRECONDITION, ended(first), e);
        }
        if (e instanceof DriverException refusal) {
            return refusal;
        }
        return e instanceof LinuxException fault
                ? KernelFault.of(fault)
                : new DriverException(Kind.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
    }

    private static String ended(MonitoredProcess first) {
        return "task " + first.id() + " has ended";
    }

    /** A process that is about to end loses its root before its monitor hears of it. */
    private static boolean hasRoot(MonitoredProcess first) {
        return Files.exists(Path.of("/proc/" + first.pid() + "/root/."));
    }

    private NativeExec remember(TaskId id, boolean terminal, RunFolder folder, Launch launch) {
        var name = new MonitoredProcess.Name(id, "exec " + id, terminal);
        var process = new MonitoredProcess(parts, name, folder, launch, folder.readStatus(), this::ending);
        NativeExec exec = new NativeExec(process, folder, ended -> known.remove(id, ended));
        known.put(id, exec);
        process.watch();
        return exec;
    }

    /** Only one that was killed, or a shell whose command was, can have met the limit of memory. */
    private ExitStatus ending(MonitorStatus status) {
        boolean wasKilled = status.exitCode() == MonitoredProcess.KILLED;
        return MonitoredProcess.exitStatus(status, wasKilled && owner.cgroup().wasOutOfMemory());
    }

    /** Finds one again, running or ended. */
    Optional<TaskProcess> recover(TaskId id) {
        NativeExec exec = known.get(id);
        if (exec != null) {
            return Optional.of(exec);
        }
        lock.writeLock().lock();
        try {
            return Optional.<TaskProcess>ofNullable(known.get(id)).or(() -> takeOver(id));
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Optional<TaskProcess> takeOver(TaskId id) {
        RunFolder folder = owner.folder().exec(id);
        Optional<TaskRecord> record = folder.readRecord()
                .or(() -> folder.restoreRecord(
                        owner.record().cgroupName(), owner.record().bootId()));
        if (record.isEmpty()) {
            folder.remove();
            return Optional.empty();
        }
        NativeExec exec = remember(id, record.get().terminal(), folder, Launch.recovered(folder));
        if (exec.pid() == 0) {
            LOG.warn("exec {} was never launched; it is swept", id);
            exec.sweep();
            return Optional.empty();
        }
        return Optional.of(exec);
    }

    List<TaskId> list() {
        return owner.folder().execs();
    }

    /** Ends all monitors and removes every trace; the task has ended, and with it all of these. */
    void sweep() {
        lock.writeLock().lock();
        try {
            swept = true;
            for (TaskId id : list()) {
                recover(id).map(NativeExec.class::cast).ifPresent(NativeExec::sweep);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Closes what is open in this process. */
    void letGo() {
        known.values().forEach(NativeExec::letGo);
    }
}
