package dev.wharf.execoci;

import dev.wharf.execoci.cgroup.ControlGroup;
import dev.wharf.execoci.config.ProcessConfig;
import dev.wharf.execoci.launch.Launch;
import dev.wharf.execoci.launch.LaunchPlan;
import dev.wharf.execoci.launch.MonitoredProcess;
import dev.wharf.execoci.launch.RunFolder;
import dev.wharf.execoci.view.ContainerView;
import dev.wharf.execoci.view.Identity;
import dev.wharf.execoci.view.IdentityFiles;
import dev.wharf.execoci.view.Program;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.ProcessSpec;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The further processes of a task. Each has a monitor and a folder of its own. Thread-safe. */
final class Execs {
    private final Host host;
    private final MadeTask task;
    private final MonitoredProcess first;
    private final ControlGroup group;
    private final Path folders;
    private final Map<TaskId, OciExec> known = new ConcurrentHashMap<>();

    /** Held while one is found again, so that nobody else finds it, too. */
    private final ReentrantLock finding = new ReentrantLock();

    Execs(Host host, MadeTask task, MonitoredProcess first, ControlGroup group) {
        this.host = host;
        this.task = task;
        this.first = first;
        this.group = group;
        this.folders = task.folder().path().resolve("execs");
    }

    private RunFolder folder(TaskId id) {
        return new RunFolder(host.kernel(), folders.resolve(id.value()));
    }

    TaskProcess start(TaskId id, ProcessSpec process, Stdio stdio) {
        RunFolder folder = folder(id);
        folder.create();
        try {
            prepare(folder, process);
            folder.writeRecord(task.record().of(process.terminal()).text());
            LaunchPlan plan = new LaunchPlan(
                    List.of(), List.of(), process.terminal(), stdio, command(folder, process.terminal()));
            Launch launch = host.launcher().launch(plan, folder, root -> {});
            return remember(id, folder, launch, process.terminal());
        } catch (LinuxException e) {
            folder.remove();
            throw new DriverException(Kind.INTERNAL, String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            folder.remove();
            throw new DriverException(Kind.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
        } catch (DriverException e) {
            folder.remove();
            throw e;
        }
    }

    private void prepare(RunFolder folder, ProcessSpec process) {
        Path root = Path.of("/proc/" + first.pid() + "/root");
        ContainerView view = new ContainerView(host.kernel(), root, List.of());
        Identity identity = IdentityFiles.read(host.kernel(), view).find(process.user(), process.groups());
        WorkingFolder.make(host.kernel(), root, process.folder());
        new Program(host.kernel(), view, process, identity).check();
        BundleFiles.write(folder, BundleFiles.PROCESS, new ProcessConfig(host.kernel(), process, identity).json());
    }

    private List<String> command(RunFolder folder, boolean terminal) {
        List<String> command = new ArrayList<>(host.runtime()
                .command(
                        folder,
                        "exec",
                        "--detach",
                        "--process",
                        folder.path().resolve(BundleFiles.PROCESS).toString(),
                        "--pid-file",
                        folder.path().resolve("pid").toString()));
        if (terminal) {
            command.addAll(List.of("--console-socket", LaunchPlan.CONSOLE));
        }
        command.add(task.id().value());
        return command;
    }

    private OciExec remember(TaskId id, RunFolder folder, Launch launch, boolean terminal) {
        var process =
                new MonitoredProcess(host.parts(), id, folder, launch, terminal, () -> group.outOfMemoryKills() > 0);
        OciExec exec = new OciExec(id, process, deleted -> known.remove(id, deleted));
        known.put(id, exec);
        process.watch();
        return exec;
    }

    Optional<TaskProcess> recover(TaskId id) {
        OciExec exec = known.get(id);
        if (exec != null) {
            return Optional.of(exec);
        }
        finding.lock();
        try {
            return Optional.<TaskProcess>ofNullable(known.get(id)).or(() -> takeOver(id));
        } finally {
            finding.unlock();
        }
    }

    private Optional<TaskProcess> takeOver(TaskId id) {
        RunFolder folder = folder(id);
        if (!Files.isDirectory(folder.path())) {
            return Optional.empty();
        }
        folder.awaitRuntime();
        Optional<TaskRecord> record = folder.record().flatMap(TaskRecord::parse);
        if (record.isEmpty() || folder.pid().isEmpty()) {
            folder.dismissMonitor();
            folder.remove();
            return Optional.empty();
        }
        return Optional.of(
                remember(id, folder, Launch.recovered(folder), record.get().terminal()));
    }

    List<TaskId> list() {
        if (!Files.isDirectory(folders)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folders)) {
            return all.map(folder -> new TaskId(folder.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new DriverException(Kind.INTERNAL, "cannot list " + folders, e);
        }
    }

    /** Lets go of all, when the task is deleted. */
    void sweep() {
        for (TaskId id : list()) {
            recover(id);
        }
        List.copyOf(known.values()).forEach(OciExec::sweep);
    }

    void letGo() {
        known.values().forEach(OciExec::letGo);
    }
}
