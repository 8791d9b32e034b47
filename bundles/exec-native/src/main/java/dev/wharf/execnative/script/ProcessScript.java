package dev.wharf.execnative.script;

import static dev.wharf.linux.launch.Argument.address;
import static dev.wharf.linux.launch.Argument.loaded;
import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.execnative.identity.Capabilities;
import dev.wharf.execnative.identity.Identity;
import dev.wharf.execnative.seccomp.SeccompProgram;
import dev.wharf.linux.Errno;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.launch.Argument;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.MonitorProgram.Descriptor;
import dev.wharf.linux.launch.MonitorStatus;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Script.Section;
import dev.wharf.linux.launch.Step;
import dev.wharf.spi.exec.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What turns the child behind the barrier into the container's process: streams, limits, rights, filter, exec. In this
 * order, because each step takes away what the earlier ones need. The limits come once nothing is opened any longer, or a
 * low one would end the launch; and before the filter and the loss of CAP_SYS_RESOURCE, which could forbid them.
 */
public final class ProcessScript {
    private static final int PR_CAPBSET_DROP = 24;
    private static final int PR_SET_NO_NEW_PRIVS = 38;
    private static final int PR_CAP_AMBIENT = 47;
    private static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;
    private static final int PR_SET_PDEATHSIG = 1;
    private static final int SECCOMP_SET_MODE_FILTER = 1;
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    private static final int SIG_SETMASK = 2;
    private static final int CAPABILITY_VERSION_3 = 0x20080522;
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Script script;
    private final Steps steps;
    private final ProcessSpec process;
    private final Identity identity;

    /**
     * Prepares the end of a section.
     *
     * @param script of the child
     * @param section behind the barrier, or the first one where there is no barrier
     * @param process what the child becomes
     * @param identity who it becomes
     */
    public ProcessScript(Script script, Section section, ProcessSpec process, Identity identity) {
        this.script = script;
        this.steps = new Steps(script, section);
        this.process = process;
        this.identity = identity;
    }

    /**
     * Writes the end of the section and publishes the script.
     *
     * @param kernel of this machine
     * @param bounding capabilities that the daemon holds
     * @param slave where the descriptor of the terminal is stored; unused without one
     * @param hasStdin whether the process has an input
     */
    public void write(Kernel kernel, long bounding, int slave, boolean hasStdin) {
        letGo();
        enterFolder();
        streams(slave, hasStdin);
        if (!process.apparmorProfile().isEmpty()) {
            steps.write("/proc/self/attr/exec", "exec " + process.apparmorProfile());
        }
        steps.call("umask", Call.UMASK, number(022));
        new LimitSteps(kernel, steps).set(process.limits());
        Optional<Filter> filter = process.seccomp().map(policy -> place(SeccompProgram.compile(policy)));
        if (!process.noNewPrivileges()) {
            filter.ifPresent(this::load);
        }
        rights(bounding);
        if (process.noNewPrivileges()) {
            steps.call("set no new privileges", Call.PRCTL, number(PR_SET_NO_NEW_PRIVS), number(1));
            filter.ifPresent(this::load);
        }
        steps.call("clear parent death signal", Call.PRCTL, number(PR_SET_PDEATHSIG), number(0));
        int noSignals = script.reserve(8);
        steps.call(
                "clear signal mask",
                Call.RT_SIGPROCMASK,
                number(SIG_SETMASK),
                address(noSignals),
                number(0),
                number(8));
        exec();
        script.publish();
    }

    /** From now on the command counts as begun: a daemon that ends at this moment finds that out later. */
    private void letGo() {
        int noMore = script.reserve(4);
        steps.call(
                "tell that it was let go",
                Call.PWRITE64,
                number(Descriptor.STATUS.number()),
                address(noMore),
                number(4),
                number(MonitorStatus.STAGE));
    }

    /** A folder outside the root would show as "(unreachable)". */
    private void enterFolder() {
        steps.call("chdir to cwd (\"" + process.folder() + "\")", Call.CHDIR, steps.text(process.folder()));
        int name = script.reserve(4096);
        steps.call("getcwd", Call.GETCWD, address(name), number(4096));
        steps.call(
                "check that the working folder is inside the root",
                Call.CHECK_BYTE,
                address(name),
                number('/'),
                number(Errno.EPERM));
    }

    private void streams(int slave, boolean hasStdin) {
        steps.call("new session", Call.SETSID);
        if (process.terminal()) {
            new TerminalSteps(steps, slave).become(steps, identity.uid());
        } else {
            stdin(hasStdin);
            steps.call("dup2", Call.DUP3, number(Descriptor.STDOUT.number()), number(1), number(0));
            steps.call("dup2", Call.DUP3, number(Descriptor.STDERR.number()), number(2), number(0));
        }
        steps.call("close descriptors", Call.CLOSE_RANGE, number(3), number(0xffffffffL), number(CLOSE_RANGE_CLOEXEC));
    }

    private void stdin(boolean hasStdin) {
        if (hasStdin) {
            steps.call("dup2", Call.DUP3, number(Descriptor.STDIN.number()), number(0), number(0));
            return;
        }
        int fd = script.reserve(4);
        steps.add(Step.of(
                        "open /dev/null",
                        Call.OPENAT,
                        Steps.HERE,
                        steps.text("/dev/null"),
                        number(Flags.O_RDWR | Steps.O_CLOEXEC),
                        number(0))
                .storing(fd));
        steps.call("dup2", Call.DUP3, loaded(fd), number(0), number(0));
    }

    private record Filter(int program) {}

    /** Places struct sock_fprog. */
    private Filter place(byte[] instructions) {
        int place = script.bytes(instructions);
        int program = script.reserve(16);
        script.putInt(program, SeccompProgram.length(instructions));
        script.putAddress(program + 8, place);
        return new Filter(program);
    }

    private void load(Filter filter) {
        steps.call(
                "load seccomp filter",
                Call.SECCOMP,
                number(SECCOMP_SET_MODE_FILTER),
                number(0),
                address(filter.program()));
    }

    private void rights(long bounding) {
        long wanted = Capabilities.bits(process.capabilities()) & bounding;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            if ((bounding & ~wanted & 1L << bit) != 0) {
                steps.call("drop capability", Call.PRCTL, number(PR_CAPBSET_DROP), number(bit));
            }
        }
        groups();
        steps.call("setgid", Call.SETGID, number(identity.gid()));
        steps.call("setuid", Call.SETUID, number(identity.uid()));
        setCapabilities(identity.isRoot() ? wanted : 0);
        steps.add(Step.of(
                        "clear ambient capabilities",
                        Call.PRCTL,
                        number(PR_CAP_AMBIENT),
                        number(PR_CAP_AMBIENT_CLEAR_ALL))
                .tolerating(Errno.EINVAL));
    }

    /** The primary group is among them, or it could be dropped to get around a rule against it (CVE-2022-36109). */
    private void groups() {
        List<Integer> all = Stream.concat(Stream.of(identity.gid()), identity.groups().stream())
                .distinct()
                .toList();
        int list = script.reserve(Math.max(1, all.size()) * 4);
        for (int i = 0; i < all.size(); i++) {
            script.putInt(list + 4 * i, all.get(i));
        }
        steps.call("setgroups", Call.SETGROUPS, number(all.size()), address(list));
    }

    private void setCapabilities(long set) {
        int header = script.reserve(8);
        script.putInt(header, CAPABILITY_VERSION_3);
        int data = script.reserve(24);
        for (int word = 0; word < 2; word++) {
            int bits = (int) (set >>> (32 * word));
            script.putInt(data + 12 * word, bits);
            script.putInt(data + 12 * word + 4, bits);
        }
        steps.call("capset", Call.CAPSET, address(header), address(data));
    }

    private void exec() {
        List<String> environment = new ArrayList<>(process.environment());
        if (environment.stream().noneMatch(variable -> variable.startsWith("HOME="))) {
            environment.add("HOME=" + identity.home());
        }
        Argument arguments = script.vector(process.arguments());
        Argument variables = script.vector(environment);
        List<String> candidates = candidates();
        for (int i = 0; i < candidates.size(); i++) {
            String program = candidates.get(i);
            Step step = Step.of("execve " + program, Call.EXECVE, steps.text(program), arguments, variables);
            boolean last = i == candidates.size() - 1;
            steps.add(last ? step : step.tolerating(Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES));
        }
    }

    /** What execvp(3) would try, one after the other. */
    private List<String> candidates() {
        String command = process.arguments().get(0);
        if (command.contains("/")) {
            return List.of(command);
        }
        String path = process.environment().stream()
                .filter(variable -> variable.startsWith("PATH="))
                .map(variable -> variable.substring("PATH=".length()))
                .reduce((first, last) -> last)
                .orElse(DEFAULT_PATH);
        List<String> candidates = new ArrayList<>();
        for (String folder : path.split(":", -1)) {
            candidates.add((folder.isEmpty() ? "." : folder) + "/" + command);
        }
        return candidates;
    }
}
