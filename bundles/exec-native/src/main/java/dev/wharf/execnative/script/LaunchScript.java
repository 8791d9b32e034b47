package dev.wharf.execnative.script;

import static dev.wharf.linux.launch.Argument.address;
import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Script.Section;
import dev.wharf.linux.launch.Step;
import dev.wharf.spi.exec.Namespace;
import dev.wharf.spi.exec.Namespaces;
import dev.wharf.spi.exec.TaskSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The script that makes a container, up to the barrier; {@link ProcessScript} writes the rest. Its order is that of
 * docs/architecture.md: what needs the host's /proc first, then mounts, then the barrier.
 */
public final class LaunchScript {
    private static final long CLONE_NEWNS = 0x20000;
    private static final int CLONE_NEWCGROUP = 0x02000000;

    private final TaskSpec spec;
    private final Cgroup cgroup;
    private final Path rootFolder;
    private final Script script;
    private final Steps steps;
    private final int slave;

    /**
     * Prepares a script.
     *
     * @param kernel of this machine
     * @param spec the task
     * @param cgroup its control group
     * @param rootFolder an empty folder of the host on which the root is mounted in the new namespace
     */
    public LaunchScript(Kernel kernel, TaskSpec spec, Cgroup cgroup, Path rootFolder) {
        this.spec = spec;
        this.cgroup = cgroup;
        this.rootFolder = rootFolder;
        this.script = BirthSteps.script(kernel, spec.process(), cgroup, flags(spec.namespaces()));
        this.steps = new Steps(script, Section.FIRST);
        this.slave = script.reserve(4);
    }

    private static long flags(Namespaces namespaces) {
        return CLONE_NEWNS
                | (namespaces.pid() instanceof Namespace.New ? 0x20000000 : 0)
                | (namespaces.network() instanceof Namespace.New ? 0x40000000 : 0)
                | (namespaces.ipc() instanceof Namespace.New ? 0x08000000 : 0)
                | (namespaces.uts() instanceof Namespace.New ? 0x04000000 : 0);
    }

    /**
     * Writes the first section and returns the script, to be closed by the caller.
     *
     * @param joined namespaces of other tasks
     */
    public Script write(List<JoinedNamespace> joined) {
        try {
            beforeRoot();
            joined.forEach(this::join);
            root(joined);
            inRoot();
            barrier();
            script.publish();
            return script;
        } catch (RuntimeException e) {
            script.close();
            throw e;
        }
    }

    /** Where the descriptor of the terminal's other side is stored. */
    public int slave() {
        return slave;
    }

    private void beforeRoot() {
        BirthSteps birth = new BirthSteps(steps);
        birth.enter(cgroup);
        if (spec.namespaces().cgroup() instanceof Namespace.New) {
            steps.call("new cgroup namespace", Call.UNSHARE, number(CLONE_NEWCGROUP));
        }
        birth.score(spec.process());
        if (spec.namespaces().network() instanceof Namespace.New) {
            new LoopbackSteps(steps).raise();
        }
    }

    /** The monitor stays in the host's namespaces; only its child is born in another pid namespace. */
    private void join(JoinedNamespace namespace) {
        boolean atBirth = namespace.kind() == JoinedNamespace.Kind.PID;
        Steps target = atBirth ? new Steps(script, Section.ENTER) : steps;
        target.join(namespace);
    }

    private void root(List<JoinedNamespace> joined) {
        MountSteps mounts = new MountSteps(steps, cgroup, spec.namespaces().cgroup());
        joined.stream()
                .filter(one -> one.kind() == JoinedNamespace.Kind.IPC)
                .forEach(one -> mounts.share(one.descriptor()));
        mounts.cloneSources(spec.mounts());
        RootSteps root = new RootSteps(steps, rootFolder);
        root.isolate();
        root.mount(spec.root());
        root.enter();
        mounts.attach(spec.mounts());
    }

    private void inRoot() {
        new DeviceSteps(steps).make(spec.devices());
        if (spec.process().terminal()) {
            TerminalSteps terminal = new TerminalSteps(steps, slave);
            terminal.open();
            terminal.bindConsole();
        }
        spec.sysctls().forEach((name, value) -> steps.write("/proc/sys/" + name.replace('.', '/'), value));
        spec.readonlyPaths().forEach(steps::makeReadOnly);
        spec.maskedPaths().forEach(this::mask);
        names();
        new ProcessFolder(steps).make(spec.process().folder());
        if (spec.rootReadOnly()) {
            lockRoot();
        }
    }

    /** A file is hidden by /dev/null, a folder by an empty read-only file system. */
    private void mask(String path) {
        steps.add(Step.of(
                        "mask " + path,
                        Call.MOUNT,
                        steps.text("/dev/null"),
                        steps.text(path),
                        number(0),
                        number(Flags.MS_BIND),
                        number(0))
                .tolerating(Errno.ENOENT, Errno.ENOTDIR)
                .skipping(1));
        steps.add(Step.of(
                        "mask " + path,
                        Call.MOUNT,
                        steps.text("tmpfs"),
                        steps.text(path),
                        steps.text("tmpfs"),
                        number(Flags.MS_RDONLY),
                        number(0))
                .tolerating(Errno.ENOENT));
    }

    private void names() {
        if (!(spec.namespaces().uts() instanceof Namespace.New)) {
            return;
        }
        name("set host name", Call.SETHOSTNAME, spec.hostname());
        name("set domain name", Call.SETDOMAINNAME, spec.domainname());
    }

    private void name(String what, Call call, String name) {
        if (!name.isEmpty()) {
            steps.call(what, call, steps.text(name), number(name.length()));
        }
    }

    private void lockRoot() {
        int structure = script.reserve(32);
        script.putLong(structure, 1 /* MOUNT_ATTR_RDONLY */);
        steps.call(
                "make the root read-only",
                Call.MOUNT_SETATTR,
                Steps.HERE,
                steps.text("/"),
                number(0),
                address(structure),
                number(32));
    }

    private void barrier() {
        int word = script.reserve(8);
        int progress = Descriptor.PROGRESS.number();
        int barrier = Descriptor.BARRIER.number();
        steps.call("reach the barrier", Call.WRITE, number(progress), address(word), number(1));
        steps.add(Step.of("wait at the barrier", Call.READ, number(barrier), address(word), number(1))
                .failingOnZero());
        steps.call("go on", Call.CONTINUE);
    }

    /** The steps so far, one a line. */
    public List<String> print() {
        return new ArrayList<>(script.print(Section.FIRST).lines().toList());
    }
}
