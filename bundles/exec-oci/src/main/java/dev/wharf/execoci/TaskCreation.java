package dev.wharf.execoci;

import dev.wharf.execoci.config.BundleConfig;
import dev.wharf.execoci.launch.Launch;
import dev.wharf.execoci.launch.LaunchPlan;
import dev.wharf.execoci.launch.RunFolder;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskMount;
import dev.wharf.spi.exec.TaskSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** The steps from a specification to a container that waits. For one thread. */
final class TaskCreation {
    private final Host host;
    private final TaskSpec spec;
    private final RunFolder folder;
    private final ToIntFunction<TaskId> pids;
    private Optional<DriverException> refusal = Optional.empty();

    /**
     * Begins.
     *
     * @param folder the task's, already made
     * @param pids finds the first process of a task whose namespaces are joined
     */
    TaskCreation(Host host, TaskSpec spec, RunFolder folder, ToIntFunction<TaskId> pids) {
        this.host = host;
        this.spec = spec;
        this.folder = folder;
        this.pids = pids;
    }

    /** Makes the container. What is made when this fails is taken back by {@link #undo}. */
    MadeTask run(Stdio stdio, String bootId) {
        checkSources();
        TaskRecord record = new TaskRecord(
                spec.cgroup().parent(),
                spec.cgroup().name(),
                spec.process().terminal(),
                spec.namespaces().pid() instanceof Namespace.New,
                bootId);
        folder.writeRecord(record.text());
        host.parents().expect(spec.cgroup().parent());
        BundleConfig config = new BundleConfig(spec, pids);
        List<TaskMount> mounts = new SharedMemory(host.kernel(), host.tasks()).mount(spec);
        List<String> shared = new SharedBinds(mounts).sources();
        makeFolders(shared);
        Preparation preparation = new Preparation(host.kernel(), spec, mounts);
        LaunchPlan plan = new LaunchPlan(spec.root(), shared, spec.process().terminal(), stdio, command());
        Launch launch = host.launcher().launch(plan, folder, root -> preparation.write(folder, config, root));
        refusal = preparation.refusal();
        return new MadeTask(spec.id(), folder, record, launch);
    }

    /** Why the task must not be started. */
    Optional<DriverException> refusal() {
        return refusal;
    }

    private void checkSources() {
        for (TaskMount mount : spec.mounts()) {
            String source = mount.mount().source();
            if (mount.mount().type().equals("bind") && !Files.exists(Path.of(source))) {
                throw new DriverException(Kind.NOT_FOUND, "bind source path does not exist: " + source);
            }
        }
    }

    private void makeFolders(List<String> shared) {
        Kernel kernel = host.kernel();
        try (Fd task = kernel.files().open(folder.path().toString(), Flags.O_PATH | Flags.O_DIRECTORY, 0)) {
            kernel.files().mkdir(task, "execs", 0700);
            kernel.files().mkdir(task, "binds", 0700);
            for (int i = 0; i < shared.size(); i++) {
                kernel.files().mkdir(task, "binds/" + i, 0700);
            }
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(host.runtime()
                .command(
                        folder,
                        "create",
                        "--bundle",
                        folder.path().toString(),
                        "--pid-file",
                        folder.path().resolve("pid").toString()));
        if (spec.process().terminal()) {
            command.addAll(List.of("--console-socket", LaunchPlan.CONSOLE));
        }
        command.add(spec.id().value());
        return command;
    }

    /** Takes back what a creation that failed has made. */
    static void undo(Host host, TaskSpec spec, RunFolder folder) {
        host.runtime().delete(folder, spec.id().value());
        host.hierarchies().group(spec.cgroup().parent(), spec.cgroup().name()).remove(host.kernel());
        removeFiles(host, spec.id(), folder);
    }

    /** Removes what the runtime and this driver keep of a task that does not run. */
    static void removeFiles(Host host, TaskId id, RunFolder folder) {
        host.runtime().delete(folder, id.value());
        new SharedMemory(host.kernel(), host.tasks()).unmount(id);
        folder.remove();
    }
}
