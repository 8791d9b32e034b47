package dev.wharf.execoci;

import dev.wharf.execoci.launch.Launch;
import dev.wharf.execoci.launch.RunFolder;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has containers made by a runtime, and finds them again. */
final class OciDriver implements ExecutionDriver {
    private static final Logger LOG = LoggerFactory.getLogger(OciDriver.class);

    private final Host host;
    private final String bootId = bootId();
    private final Map<TaskId, OciTask> known = new ConcurrentHashMap<>();

    OciDriver(Kernel kernel, DriverContext context, Path program) {
        this.host = Host.open(kernel, context, program);
    }

    private static String bootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private RunFolder folder(TaskId id) {
        return new RunFolder(host.kernel(), host.tasks().resolve(id.value()));
    }

    @Override
    public Task create(TaskSpec spec, Stdio stdio) {
        RunFolder folder = folder(spec.id());
        folder.create();
        try {
            TaskCreation creation = new TaskCreation(host, spec, folder, this::pidOf);
            MadeTask made = creation.run(stdio, bootId);
            OciTask task = new OciTask(host, made, creation.refusal(), this::forget);
            known.put(task.id(), task);
            task.watch();
            return task;
        } catch (LinuxException | UncheckedIOException e) {
            TaskCreation.undo(host, spec, folder);
            throw new DriverException(Kind.INTERNAL, String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            TaskCreation.undo(host, spec, folder);
            throw new DriverException(Kind.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
        } catch (DriverException e) {
            TaskCreation.undo(host, spec, folder);
            throw e;
        }
    }

    private void forget(OciTask deleted) {
        known.remove(deleted.id(), deleted);
    }

    private int pidOf(TaskId id) {
        OciTask task = known.get(id);
        if (task == null || task.hasEnded()) {
            throw new DriverException(Kind.NOT_FOUND, "no running task " + id);
        }
        return task.pid();
    }

    @Override
    public Optional<Task> recover(TaskId id) {
        OciTask task = known.get(id);
        if (task != null) {
            return Optional.of(task);
        }
        RunFolder folder = folder(id);
        if (!Files.isDirectory(folder.path())) {
            return Optional.empty();
        }
        folder.awaitRuntime();
        Optional<TaskRecord> record = folder.record().flatMap(TaskRecord::parse);
        if (record.isPresent()
                && record.get().bootId().equals(bootId)
                && folder.pid().isPresent()) {
            return Optional.of(recover(new MadeTask(id, folder, record.get(), Launch.recovered(folder))));
        }
        LOG.warn("task {} was never made, or in an earlier life of the host; it is swept", id);
        folder.dismissMonitor();
        record.ifPresent(known -> host.hierarchies()
                .group(known.cgroupParent(), known.cgroupName())
                .remove(host.kernel()));
        TaskCreation.removeFiles(host, id, folder);
        return Optional.empty();
    }

    private OciTask recover(MadeTask made) {
        OciTask found = new OciTask(host, made, Optional.empty(), this::forget);
        OciTask first = known.putIfAbsent(found.id(), found);
        if (first != null) { // another thread has found it meanwhile
            found.letGo();
            return first;
        }
        found.watch();
        try {
            found.endUnlessStarted();
            return found;
        } catch (DriverException e) { // whoever asks next shall not take it for one that can still be started
            forget(found);
            found.letGo();
            throw e;
        }
    }

    @Override
    public List<TaskId> list() {
        try (Stream<Path> folders = Files.list(host.tasks())) {
            return folders.map(folder -> new TaskId(folder.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new DriverException(Kind.INTERNAL, "cannot list " + host.tasks(), e);
        }
    }

    @Override
    public List<NamedValue> status() {
        return List.of(
                new NamedValue("Runtime", host.runtime().program().toString()),
                new NamedValue("Runtime Version", host.runtime().version().orElse("unknown")),
                new NamedValue(
                        "Cgroup Version", Integer.toString(host.hierarchies().version())));
    }

    @Override
    public void close() {
        known.values().forEach(OciTask::letGo);
        host.close();
    }
}
