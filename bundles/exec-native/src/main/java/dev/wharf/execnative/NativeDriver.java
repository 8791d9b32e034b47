package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.CgroupTree;
import dev.wharf.execnative.cgroup.Cgroups;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.launch.ExitWatch;
import dev.wharf.linux.launch.MonitorProgram;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.Task;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Launches tasks with a monitor each, and finds them again. */
final class NativeDriver implements ExecutionDriver {
    private static final Logger LOG = LoggerFactory.getLogger(NativeDriver.class);

    private final Kernel kernel;
    private final Path tasks;
    private final Launcher launcher;
    private final MonitorProgram monitor;
    private final WaitingMonitors waiting;
    private final ExitWatch exits;
    private final Cgroups cgroups;
    private final Map<TaskId, NativeTask> known = new ConcurrentHashMap<>();
    private final NativeTask.Parts parts;
    private final String bootId = bootId();

    NativeDriver(Kernel kernel, DriverContext context) {
        this(kernel, context, CgroupTree.read());
    }

    NativeDriver(Kernel kernel, DriverContext context, CgroupTree tree) {
        this.kernel = kernel;
        this.tasks = folder(context.runFolder().resolve("tasks"));
        Path root = folder(context.runFolder().resolve("root"));
        this.monitor = new MonitorProgram(kernel, context.stateFolder());
        this.exits = new ExitWatch(kernel, "exec-native exits");
        this.cgroups = new Cgroups(kernel, tree, context.runFolder().resolve("parent-groups"));
        this.waiting =
                new WaitingMonitors(kernel, monitor, folder(context.runFolder().resolve("waiting")));
        MonitorStart monitors = new MonitorStart(kernel, monitor, waiting);
        this.launcher = new Launcher(kernel, monitors, cgroups, root);
        long capabilities = kernel.processes().boundingCapabilities();
        this.parts = new NativeTask.Parts(
                new MonitoredProcess.Parts(kernel, monitor, exits),
                cgroups,
                new ExecLauncher(kernel, monitors, capabilities),
                capabilities,
                context.clock(),
                task -> known.remove(task.id(), task));
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new DriverException(Kind.INTERNAL, "cannot make " + path, e);
        }
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public Task create(TaskSpec spec, Stdio stdio) {
        ReadyFolder ready = launcher.prepare(RunFolder.of(kernel, tasks, spec.id()));
        RunFolder folder = ready.folder();
        try {
            TaskRecord record = new TaskRecord(
                    spec.cgroup().parent(),
                    spec.cgroup().name(),
                    spec.process().terminal(),
                    Launcher.hasOwnPids(spec),
                    bootId);
            folder.write(record);
            Launcher.Waiting waiting = launcher.launch(spec, stdio, ready, this::pidfdOf);
            NativeTask task =
                    new NativeTask(spec.id(), folder, record, waiting.launch(), Optional.of(waiting.barrier()), parts);
            known.put(task.id(), task);
            task.watch();
            return task;
        } catch (LinuxException e) {
            ready.abandon();
            throw KernelFault.of(e);
        } catch (IllegalArgumentException e) {
            ready.abandon();
            throw new DriverException(Kind.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
        } catch (DriverException e) {
            ready.abandon();
            throw e;
        }
    }

    private Fd pidfdOf(TaskId id) {
        NativeTask task = known.get(id);
        if (task == null) {
            throw new DriverException(Kind.NOT_FOUND, "no running task " + id);
        }
        return task.pidfd();
    }

    @Override
    public Optional<Task> recover(TaskId id) {
        NativeTask task = known.get(id);
        return task != null ? Optional.of(task) : KernelFault.told(() -> recoverFromDisk(id));
    }

    private Optional<Task> recoverFromDisk(TaskId id) {
        RunFolder folder = RunFolder.of(kernel, tasks, id);
        Optional<TaskRecord> record = folder.readRecord().or(() -> folder.restoreRecord(id.value(), bootId));
        if (record.isEmpty() || !record.get().bootId().equals(bootId)) {
            folder.remove();
            return Optional.empty();
        }
        return recover(id, folder, record.get());
    }

    private Optional<Task> recover(TaskId id, RunFolder folder, TaskRecord record) {
        NativeTask task = new NativeTask(id, folder, record, Launch.recovered(folder), Optional.empty(), parts);
        if (folder.readStatus().isEmpty()) {
            LOG.warn("task {} was never launched; it is swept", id);
            task.sweep();
            return Optional.empty();
        }
        return Optional.of(unlessKnown(task));
    }

    /** Another thread may have found it meanwhile. */
    private NativeTask unlessKnown(NativeTask found) {
        NativeTask first = known.putIfAbsent(found.id(), found);
        if (first != null) {
            found.letGo();
            return first;
        }
        found.watch();
        return found;
    }

    /** The pid of the monitor that waits for the next launch, if one does. */
    Optional<Integer> waitingMonitor() {
        return waiting.pid();
    }

    @Override
    public List<TaskId> list() {
        try (Stream<Path> folders = Files.list(tasks)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(RunFolder::isOfTask)
                    .map(TaskId::new)
                    .toList();
        } catch (IOException e) {
            throw new DriverException(Kind.INTERNAL, "cannot list " + tasks, e);
        }
    }

    @Override
    public List<NamedValue> status() {
        return List.of(
                new NamedValue("Cgroup Version", Integer.toString(cgroups.tree().version())));
    }

    @Override
    public void close() {
        known.values().forEach(NativeTask::letGo);
        waiting.close();
        exits.close();
        monitor.close();
        cgroups.removeEmptyParents();
    }
}
