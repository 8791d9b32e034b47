package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.execnative.cgroup.Cgroups;
import dev.wharf.execnative.script.LaunchScript;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.linux.launch.Script;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskSpec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Launches tasks until their first process stands at the barrier. */
final class Launcher {
    private final Kernel kernel;
    private final MonitorStart monitors;
    private final Cgroups cgroups;
    private final Path rootFolder;

    Launcher(Kernel kernel, MonitorStart monitors, Cgroups cgroups, Path rootFolder) {
        this.kernel = kernel;
        this.monitors = monitors;
        this.cgroups = cgroups;
        this.rootFolder = rootFolder;
    }

    static boolean hasOwnPids(TaskSpec spec) {
        return spec.namespaces().pid() instanceof Namespace.New;
    }

    /** A task whose first process waits. */
    record Waiting(Launch launch, Barrier barrier) {}

    /**
     * Makes the run folder of a task.
     *
     * @throws dev.wharf.spi.DriverException ALREADY_EXISTS
     */
    ReadyFolder prepare(RunFolder folder) {
        return monitors.prepare(folder);
    }

    /**
     * Launches a task up to the barrier. On failure its cgroup is gone again.
     *
     * @param pidfds opens the first process of a task whose namespaces are joined
     */
    Waiting launch(TaskSpec spec, Stdio stdio, ReadyFolder folder, Function<TaskId, Fd> pidfds) {
        Joins joins = new Joins(spec.namespaces());
        Map<Descriptor, Fd> descriptors = new EnumMap<>(Descriptor.class);
        try (Opened opened = new Opened(kernel)) {
            joins.lend(pidfds, descriptors, opened);
            Cgroup cgroup = cgroups.create(spec.cgroup());
            opened.undo(() -> new CgroupKill(kernel, cgroup).remove());
            LaunchScript builder = new LaunchScript(kernel, spec, cgroup, rootFolder);
            Script script = builder.write(joins.joined());
            opened.undo(script::close);
            descriptors.put(Descriptor.SCRIPT, script.memory());
            cgroup.birthplace().ifPresent(path -> descriptors.put(Descriptor.CGROUP, opened.lendFolder(path)));
            new Streams(descriptors, opened).lend(stdio, spec.process().terminal());
            Fd[] barrier = kernel.descriptors().pipe();
            Fd release = opened.hold(barrier[1]);
            descriptors.put(Descriptor.BARRIER, opened.lend(barrier[0]));
            MonitorStart.Started started = monitors.start(folder, descriptors, opened);
            awaitBarrier(started, script);
            opened.keep();
            boolean hasStdin = stdio.stdin().isPresent();
            return new Waiting(
                    started.launch(),
                    new Barrier(script, release, started.progress(), builder.slave(), spec.process(), hasStdin));
        }
    }

    private void awaitBarrier(MonitorStart.Started started, Script script) {
        if (kernel.descriptors().read(started.progress(), ByteBuffer.allocateDirect(1)) == 0) {
            monitors.end(started);
            throw MonitorStart.failure(script);
        }
    }
}
