package dev.wharf.execoci.launch;

import static dev.wharf.linux.launch.Argument.address;
import static dev.wharf.linux.launch.Argument.loaded;
import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.linux.Flags;
import dev.wharf.linux.launch.Argument;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Step;
import dev.wharf.spi.Mount;
import java.util.ArrayList;
import java.util.List;

/**
 * What the starter does before it becomes the runtime. It mounts the root in a mount namespace that ends with the runtime,
 * so that the host's table of mounts never holds it. Then it waits while the daemon looks into the root and writes the
 * bundle's configuration.
 */
final class StarterSteps {
    private static final int CLONE_NEWNS = 0x20000;
    private static final int OPEN_TREE_CLONE = 1;
    private static final int AT_RECURSIVE = 0x8000;
    private static final int MOVE_MOUNT_F_EMPTY_PATH = 4;
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int SIG_SETMASK = 2;
    private static final List<String> ENVIRONMENT =
            List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");

    private final Steps steps;
    private final Script script;
    private final LaunchPlan plan;
    private final RunFolder folder;

    StarterSteps(Steps steps, LaunchPlan plan, RunFolder folder) {
        this.steps = steps;
        this.script = steps.script();
        this.plan = plan;
        this.folder = folder;
    }

    List<Step> write() {
        if (!plan.root().isEmpty()) {
            mountRoot();
        }
        barrier();
        streams();
        become();
        return steps.all();
    }

    private void mountRoot() {
        steps.call("new mount namespace", Call.UNSHARE, number(CLONE_NEWNS));
        List<Integer> clones = plan.shared().stream().map(this::cloneTree).toList();
        int slaves = Flags.MS_SLAVE | Flags.MS_REC;
        steps.call("make mounts slaves", Call.MOUNT, number(0), steps.text("/"), number(0), number(slaves), number(0));
        plan.root().forEach(this::mount);
        steps.call(
                "chdir " + folder.path(), Call.CHDIR, steps.text(folder.path().toString()));
        for (int i = 0; i < clones.size(); i++) {
            attach(clones.get(i), folder.path().resolve("binds/" + i).toString());
        }
    }

    /** Taken before mounts become slaves, it stays one with the host's. */
    private int cloneTree(String source) {
        int fd = script.reserve(4);
        int flags = OPEN_TREE_CLONE | Steps.O_CLOEXEC | AT_RECURSIVE;
        steps.add(Step.of("bind " + source, Call.OPEN_TREE, Steps.HERE, steps.text(source), number(flags))
                .storing(fd));
        return fd;
    }

    private void attach(int fd, String target) {
        Argument[] move = {loaded(fd), steps.text(""), Steps.HERE, steps.text(target), number(MOVE_MOUNT_F_EMPTY_PATH)};
        steps.call("mount on " + target, Call.MOVE_MOUNT, move);
    }

    private void mount(Mount mount) {
        if (mount.base().isPresent()) {
            String base = mount.base().get().toString();
            steps.call("chdir " + base, Call.CHDIR, steps.text(base));
        }
        MountFlags flags = MountFlags.parse(mount.options());
        String target = folder.path().resolve("rootfs").toString();
        boolean isBind = mount.type().equals("bind");
        long bind = flags.flags() | Flags.MS_BIND;
        mount(mount, target, new MountFlags(isBind ? bind : flags.flags(), flags.data()));
        if (isBind && (flags.flags() & Flags.MS_RDONLY) != 0) {
            mount(mount, target, new MountFlags((bind | Flags.MS_REMOUNT) & ~(long) Flags.MS_REC, ""));
        }
    }

    private void mount(Mount mount, String target, MountFlags flags) {
        steps.call(
                "mount " + mount.type() + " on " + target,
                Call.MOUNT,
                script.textOrNull(mount.source()),
                steps.text(target),
                script.textOrNull(mount.type().equals("bind") ? "" : mount.type()),
                number(flags.flags()),
                script.textOrNull(flags.data()));
    }

    private void barrier() {
        int word = script.reserve(8);
        int progress = Descriptor.PROGRESS.number();
        steps.call("reach the barrier", Call.WRITE, number(progress), address(word), number(1));
        steps.add(
                Step.of("wait at the barrier", Call.READ, number(Descriptor.BARRIER.number()), address(word), number(1))
                        .failingOnZero());
    }

    private void streams() {
        int none = steps.open("/dev/null", Flags.O_RDWR);
        boolean own = !plan.terminal();
        dup(own && plan.stdio().stdin().isPresent(), Descriptor.STDIN, none, 0);
        dup(own, Descriptor.STDOUT, none, 1);
        dup(own && plan.stdio().stderr().isPresent(), Descriptor.STDERR, none, 2);
        steps.call("close descriptors", Call.CLOSE_RANGE, number(3), number(0xffffffffL), number(CLOSE_RANGE_CLOEXEC));
    }

    private void dup(boolean isOwn, Descriptor stream, int none, int target) {
        Argument source = isOwn ? number(stream.number()) : loaded(none);
        steps.call("dup2", Call.DUP3, source, number(target), number(0));
    }

    private void become() {
        int noSignals = script.reserve(8);
        steps.call(
                "clear signal mask",
                Call.RT_SIGPROCMASK,
                number(SIG_SETMASK),
                address(noSignals),
                number(0),
                number(8));
        List<String> command = new ArrayList<>(plan.command());
        steps.call(
                "execve " + command.get(0),
                Call.EXECVE,
                steps.text(command.get(0)),
                script.vector(command),
                script.vector(ENVIRONMENT));
    }
}
