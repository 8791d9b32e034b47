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
import java.util.ArrayList;
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
        Cgroup cgroup = cgroups.create(spec.cgroup());
        LaunchScript builder = new LaunchScript(kernel, spec, cgroup, rootFolder);
        List<Fd> lent = new ArrayList<>();
        boolean launched = false;
        try {
            Script script = builder.write(List.copyOf(joins.keySet()));
            Map<Descriptor, Fd> descriptors = new EnumMap<>(Descriptor.class);
            descriptors.put(Descriptor.SCRIPT, script.memory());
            joins(joins, pids, descriptors, lent);
            streams(spec, stdio, descriptors, lent);
            Launch launch = start(spec, stdio, folder, new Prepared(builder, script, descriptors, lent));
            launched = true;
            return launch;
        } finally {
            lent.forEach(Fd::close);
            if (!launched) {
                cgroup.remove();
            }
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
            Map<Integer, TaskId> joins, ToIntFunction<TaskId> pids, Map<Descriptor, Fd> descriptors, List<Fd> lent) {
        Map<Integer, String> names = Map.of(0x40000000, "net", 0x08000000, "ipc", 0x04000000, "uts");
        int next = 0;
        for (Map.Entry<Integer, TaskId> join : joins.entrySet()) {
            String path = "/proc/" + pids.applyAsInt(join.getValue()) + "/ns/" + names.get(join.getKey());
            descriptors.put(NAMESPACES.get(next++), lend(lent, path, Flags.O_RDONLY));
        }
    }

    /**
     * The child gets plain ends; the monitor holds others, so that no byte vanishes while the daemon is away. It
     * relays a terminal, and so needs them non-blocking.
     */
    private void streams(TaskSpec spec, Stdio stdio, Map<Descriptor, Fd> descriptors, List<Fd> lent) {
        int both = Flags.O_RDWR | Flags.O_NONBLOCK;
        keep(descriptors, lent, Descriptor.KEEP_STDIN, stdio.stdin(), both);
        keep(descriptors, lent, Descriptor.KEEP_STDOUT, Optional.of(stdio.stdout()), both);
        keep(descriptors, lent, Descriptor.KEEP_STDERR, stdio.stderr(), both);
        if (!spec.process().terminal()) {
            keep(descriptors, lent, Descriptor.STDIN, stdio.stdin(), Flags.O_RDONLY);
            keep(descriptors, lent, Descriptor.STDOUT, Optional.of(stdio.stdout()), Flags.O_WRONLY);
            keep(descriptors, lent, Descriptor.STDERR, stdio.stderr(), Flags.O_WRONLY);
        } else if (stdio.stdin().isEmpty()) {
            descriptors.put(Descriptor.KEEP_STDIN, lend(lent, "/dev/null", Flags.O_RDONLY));
        }
    }

    private void keep(Map<Descriptor, Fd> to, List<Fd> lent, Descriptor descriptor, Optional<Path> fifo, int flags) {
        fifo.ifPresent(path -> to.put(descriptor, lend(lent, path.toString(), flags)));
    }

    private Fd lend(List<Fd> lent, String path, int flags) {
        Fd fd = kernel.files().open(path, flags, 0);
        lent.add(fd);
        return fd;
    }

    private record Prepared(LaunchScript builder, Script script, Map<Descriptor, Fd> descriptors, List<Fd> lent) {}

    private Launch start(TaskSpec spec, Stdio stdio, RunFolder folder, Prepared prepared) {
        Map<Descriptor, Fd> descriptors = prepared.descriptors();
        Fd[] barrier = kernel.descriptors().pipe();
        Fd[] progress = kernel.descriptors().pipe();
        prepared.lent().add(barrier[0]);
        prepared.lent().add(progress[1]);
        Fd control = folder.control();
        Fd notifications = folder.notifications();
        descriptors.put(Descriptor.CONTROL, control);
        descriptors.put(Descriptor.NOTIFY, notifications);
        descriptors.put(Descriptor.STATUS, add(prepared.lent(), folder.status()));
        descriptors.put(Descriptor.LOCK, add(prepared.lent(), folder.lock()));
        descriptors.put(Descriptor.BARRIER, barrier[0]);
        descriptors.put(Descriptor.PROGRESS, progress[1]);
        int pid = monitor.start(descriptors);
        progress[1].close();
        var held = new Launch.Barrier(
                prepared.script(),
                barrier[1],
                progress[0],
                prepared.builder().slave(),
                spec.process(),
                stdio.stdin().isPresent());
        awaitBarrier(held, pid, List.of(control, notifications));
        return new Launch(control, notifications, true, Optional.of(held));
    }

    private static Fd add(List<Fd> lent, Fd fd) {
        lent.add(fd);
        return fd;
    }

    private void awaitBarrier(Launch.Barrier barrier, int monitorPid, List<Fd> opened) {
        ByteBuffer word = ByteBuffer.allocateDirect(1);
        if (kernel.descriptors().read(barrier.progress(), word) == 1) {
            return;
        }
        String why = barrier.script().failure().map(Script.Failure::message).orElse("the launch monitor has failed");
        kernel.descriptors().write(opened.get(0), quit());
        monitor.reap(monitorPid);
        opened.forEach(Fd::close);
        barrier.close();
        throw new DriverException(Kind.INTERNAL, why);
    }

    /** The command that ends a monitor; see obey() in monitor.c. */
    static ByteBuffer quit() {
        return ByteBuffer.allocateDirect(5).put((byte) 'Q').rewind();
    }
}
