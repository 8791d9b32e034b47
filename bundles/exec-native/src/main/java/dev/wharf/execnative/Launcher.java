package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.execnative.cgroup.Cgroups;
import dev.wharf.execnative.script.LaunchScript;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.MonitorProgram;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.linux.launch.Script;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.Stdio;
import dev.wharf.spi.exec.TaskId;
import dev.wharf.spi.exec.TaskSpec;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Starts monitors and waits until their children stand at the barrier. */
final class Launcher {
    private static final List<Descriptor> NAMESPACES =
            List.of(Descriptor.NAMESPACE_1, Descriptor.NAMESPACE_2, Descriptor.NAMESPACE_3, Descriptor.NAMESPACE_4);

    private final Kernel kernel;
    private final MonitorProgram monitor;
    private final Cgroups cgroups;
    private final Path rootFolder;

    Launcher(Kernel kernel, MonitorProgram monitor, Cgroups cgroups, Path rootFolder) {
        this.kernel = kernel;
        this.monitor = monitor;
        this.cgroups = cgroups;
        this.rootFolder = rootFolder;
    }

    static boolean hasOwnPids(TaskSpec spec) {
        return spec.namespaces().pid() instanceof Namespace.New;
    }

    /**
     * Launches a task up to the barrier. On failure its cgroup is gone again.
     *
     * @param pids finds the first process of a task whose namespaces are joined
     */
    Launch launch(TaskSpec spec, Stdio stdio, RunFolder folder, ToIntFunction<TaskId> pids) {
        Map<Integer, TaskId> joins = joins(spec.namespaces());
        try (Opened opened = new Opened(kernel)) {
            Cgroup cgroup = cgroups.create(spec.cgroup());
            opened.undo(() -> new CgroupKill(kernel, cgroup).remove());
            LaunchScript builder = new LaunchScript(kernel, spec, cgroup, rootFolder);
            Script script = builder.write(List.copyOf(joins.keySet()));
            opened.undo(script::close);
            Map<Descriptor, Fd> descriptors = new EnumMap<>(Descriptor.class);
            descriptors.put(Descriptor.SCRIPT, script.memory());
            joins(joins, pids, descriptors, opened);
            streams(spec, stdio, descriptors, opened);
            Launch launch = start(spec, stdio, folder, new Prepared(builder, script, descriptors, opened));
            opened.keep();
            return launch;
        }
    }

    /** Namespaces to join, by the flag of setns(2). The pid namespace is not among them: it takes effect at a fork. */
    private static Map<Integer, TaskId> joins(Namespaces namespaces) {
        Map<Integer, TaskId> joins = new LinkedHashMap<>();
        join(joins, 0x40000000, namespaces.network());
        join(joins, 0x08000000, namespaces.ipc());
        join(joins, 0x04000000, namespaces.uts());
        if (namespaces.pid() instanceof Namespace.Join) {
            throw new DriverException(Kind.UNSUPPORTED, "joining the pid namespace of another container");
        }
        return joins;
    }

    private static void join(Map<Integer, TaskId> joins, int flag, Namespace namespace) {
        if (namespace instanceof Namespace.Join join) {
            joins.put(flag, join.task());
        }
    }

    private void joins(
            Map<Integer, TaskId> joins, ToIntFunction<TaskId> pids, Map<Descriptor, Fd> descriptors, Opened opened) {
        Map<Integer, String> names = Map.of(0x40000000, "net", 0x08000000, "ipc", 0x04000000, "uts");
        int next = 0;
        for (Map.Entry<Integer, TaskId> join : joins.entrySet()) {
            String path = "/proc/" + pids.applyAsInt(join.getValue()) + "/ns/" + names.get(join.getKey());
            descriptors.put(NAMESPACES.get(next++), opened.lendReadable(path));
        }
    }

    /**
     * The child gets plain ends; the monitor holds others, so that no byte vanishes while the daemon is away. It
     * relays a terminal, and so needs them non-blocking.
     */
    private static void streams(TaskSpec spec, Stdio stdio, Map<Descriptor, Fd> descriptors, Opened opened) {
        int both = Flags.O_RDWR | Flags.O_NONBLOCK;
        Lending lending = (descriptor, fifo, flags) ->
                fifo.ifPresent(path -> descriptors.put(descriptor, opened.lend(path.toString(), flags)));
        lending.lend(Descriptor.KEEP_STDIN, stdio.stdin(), both);
        lending.lend(Descriptor.KEEP_STDOUT, Optional.of(stdio.stdout()), both);
        lending.lend(Descriptor.KEEP_STDERR, stdio.stderr(), both);
        if (!spec.process().terminal()) {
            lending.lend(Descriptor.STDIN, stdio.stdin(), Flags.O_RDONLY);
            lending.lend(Descriptor.STDOUT, Optional.of(stdio.stdout()), Flags.O_WRONLY);
            lending.lend(Descriptor.STDERR, stdio.stderr(), Flags.O_WRONLY);
        } else if (stdio.stdin().isEmpty()) {
            descriptors.put(Descriptor.KEEP_STDIN, opened.lendReadable("/dev/null"));
        }
    }

    @FunctionalInterface
    private interface Lending {
        void lend(Descriptor descriptor, Optional<Path> fifo, int flags);
    }

    private record Prepared(LaunchScript builder, Script script, Map<Descriptor, Fd> descriptors, Opened opened) {}

    private Launch start(TaskSpec spec, Stdio stdio, RunFolder folder, Prepared prepared) {
        Map<Descriptor, Fd> descriptors = prepared.descriptors();
        Opened opened = prepared.opened();
        Fd[] barrier = kernel.descriptors().pipe();
        Fd[] progress = kernel.descriptors().pipe();
        var held = new Launch.Barrier(
                prepared.script(),
                opened.hold(barrier[1]),
                opened.hold(progress[0]),
                prepared.builder().slave(),
                spec.process(),
                stdio.stdin().isPresent());
        descriptors.put(Descriptor.CONTROL, opened.hold(folder.control()));
        descriptors.put(Descriptor.NOTIFY, opened.hold(folder.notifications()));
        descriptors.put(Descriptor.STATUS, opened.lend(folder.status()));
        descriptors.put(Descriptor.LOCK, opened.lend(folder.lock()));
        descriptors.put(Descriptor.BARRIER, opened.lend(barrier[0]));
        descriptors.put(Descriptor.PROGRESS, opened.lend(progress[1]));
        return started(descriptors, held);
    }

    private Launch started(Map<Descriptor, Fd> descriptors, Launch.Barrier held) {
        Fd control = lent(descriptors, Descriptor.CONTROL);
        int pid = monitor.start(descriptors);
        lent(descriptors, Descriptor.PROGRESS).close();
        ByteBuffer word = ByteBuffer.allocateDirect(1);
        if (kernel.descriptors().read(held.progress(), word) == 0) {
            kernel.descriptors().write(control, quit());
            monitor.reap(pid);
            throw held.script()
                    .failure()
                    .map(LaunchFailure::of)
                    .orElseGet(() -> new DriverException(Kind.INTERNAL, "the launch monitor has failed"));
        }
        return new Launch(control, lent(descriptors, Descriptor.NOTIFY), true, Optional.of(held));
    }

    private static Fd lent(Map<Descriptor, Fd> descriptors, Descriptor descriptor) {
        return Optional.ofNullable(descriptors.get(descriptor)).orElseThrow();
    }

    /** The command that ends a monitor; see obey() in monitor.c. */
    static ByteBuffer quit() {
        return ByteBuffer.allocateDirect(5).put((byte) 'Q').rewind();
    }
}
