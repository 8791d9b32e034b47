package dev.wharf.execoci.launch;

import static dev.wharf.linux.launch.Argument.address;
import static dev.wharf.linux.launch.Argument.loaded;
import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Flags;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Script.Section;
import dev.wharf.linux.launch.Step;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The script of a keeper: the child of a monitor, which starts the runtime and then waits for the container's process. The
 * monitor records the end of the child that it cloned and of no other; that child is the keeper. A runtime leaves the
 * container's process an orphan, which falls to the keeper as the nearest subreaper. It waits for all of its children, as
 * orphans of a container in the host's pid namespace fall to it, too; when the process's folder in /proc has died, the
 * last wait status was that of the process. It writes that down and leaves.
 */
final class LaunchScript {
    private static final long CLONE_CLEAR_SIGHAND = 0x100000000L;
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int SIGCHLD = 17;
    private static final int CLONE_PARENT_SETTID = 0x00100000;
    private static final int PROCESS = 30;
    private static final int EXIT = 31;
    private static final int PATH_BYTES = 32;

    private final LaunchPlan plan;
    private final RunFolder folder;
    private final Script script;
    private final Steps steps;
    private final int starter;

    LaunchScript(dev.wharf.linux.Kernel kernel, LaunchPlan plan, RunFolder folder) {
        this.plan = plan;
        this.folder = folder;
        this.script = new Script(kernel.descriptors(), plan.terminal(), CLONE_CLEAR_SIGHAND, 0);
        this.steps = new Steps(script);
        this.starter = script.reserve(4);
    }

    /** Writes the script and returns it, to be closed by the caller. */
    Script write() {
        try {
            steps.call("become a subreaper", Call.PRCTL, number(PR_SET_CHILD_SUBREAPER), number(1));
            steps.call("umask", Call.UMASK, number(022));
            steps.call(
                    "chdir " + folder.path(),
                    Call.CHDIR,
                    steps.text(folder.path().toString()));
            ConsoleSteps console = new ConsoleSteps(steps);
            if (plan.terminal()) {
                console.listen();
            }
            fork();
            awaitStarter();
            findProcess();
            if (plan.terminal()) {
                console.handOver();
            }
            tell();
            keep();
            steps.all().forEach(step -> script.add(Section.FIRST, step));
            script.publish();
            return script;
        } catch (RuntimeException e) {
            script.close();
            throw e;
        }
    }

    /** Where the pid of the starter is stored. */
    int starter() {
        return starter;
    }

    /**
     * clone(2) returns 0 in the child, which counts as a failure there and so is not passed over. The kernel writes the pid
     * before the child runs: the daemon needs it as soon as the child has told that it waits.
     */
    private void fork() {
        List<Step> child = new StarterSteps(new Steps(script), plan, folder).write();
        int flags = SIGCHLD | CLONE_PARENT_SETTID;
        steps.add(Step.of("fork", Call.CLONE, number(flags), number(0), address(starter), number(0), number(0))
                .failingOnZero()
                .tolerating(Errno.EPIPE)
                .skipping(child.size()));
        child.forEach(steps::add);
    }

    /** A runtime that failed has said why in its log. */
    private void awaitStarter() {
        for (Descriptor descriptor : Streams.lent(plan)) {
            steps.call("close", Call.CLOSE, number(descriptor.number()));
        }
        int status = script.reserve(8);
        steps.call("wait for the runtime", Call.WAIT4, loaded(starter), address(status), number(0), number(0));
        for (int part = 0; part < 2; part++) {
            steps.add(Step.of(
                            "look at the runtime's end",
                            Call.CHECK_BYTE,
                            address(status + part),
                            number(0),
                            number(Errno.EIO))
                    .tolerating(Errno.EIO)
                    .skipping(1));
            steps.call("leave", Call.EXIT_GROUP, number(1));
        }
    }

    /** The runtime has written the pid in digits: a path is made of it. */
    private void findProcess() {
        byte[] prefix = "/proc/".getBytes(StandardCharsets.US_ASCII);
        int path = script.bytes(Arrays.copyOf(prefix, PATH_BYTES));
        int fd = steps.open("pid", Flags.O_RDONLY);
        steps.add(Step.of("read the pid", Call.READ, loaded(fd), address(path + prefix.length), number(16))
                .failingOnZero());
        int process = script.reserve(4);
        int flags = Flags.O_DIRECTORY | Steps.O_CLOEXEC;
        steps.add(Step.of("open the process", Call.OPENAT, Steps.HERE, address(path), number(flags), number(0))
                .storing(process));
        steps.call("dup", Call.DUP3, loaded(process), number(PROCESS), number(Steps.O_CLOEXEC));
        int exit = steps.open(ExitRecord.FILE, Flags.O_WRONLY);
        steps.call("dup", Call.DUP3, loaded(exit), number(EXIT), number(Steps.O_CLOEXEC));
    }

    private void tell() {
        int word = script.reserve(8);
        int progress = Descriptor.PROGRESS.number();
        steps.call("tell that the process is there", Call.WRITE, number(progress), address(word), number(1));
    }

    private void keep() {
        steps.call("chdir /", Call.CHDIR, steps.text("/"));
        steps.call("close", Call.CLOSE_RANGE, number(3), number(PROCESS - 1), number(0));
        steps.call("close", Call.CLOSE_RANGE, number(EXIT + 1), number(0xffffffffL), number(0));
        int exit = script.reserve(ExitRecord.BYTES);
        script.putInt(exit, ExitRecord.MAGIC);
        steps.call("wait", Call.WAIT4, number(-1), address(exit + 4), number(0), number(0));
        steps.add(Step.of(
                        "look for the process",
                        Call.PIDFD_SEND_SIGNAL,
                        number(PROCESS),
                        number(0),
                        number(0),
                        number(0))
                .tolerating(Errno.ESRCH)
                .skipping(-2));
        steps.call("record the end", Call.PWRITE64, number(EXIT), address(exit), number(ExitRecord.BYTES), number(0));
        steps.call("leave", Call.EXIT_GROUP, number(0));
    }
}
