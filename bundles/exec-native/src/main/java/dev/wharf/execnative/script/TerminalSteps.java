package dev.wharf.execnative.script;

import static dev.wharf.linux.launch.Argument.loaded;
import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.linux.Flags;
import dev.wharf.linux.launch.Argument;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.Script;

/**
 * A terminal from the container's own devpts. Its master goes to the monitor through a socket (struct msghdr of
 * recvmsg(2)), which relays it to the FIFOs; its other side becomes /dev/console and the standard streams.
 */
final class TerminalSteps {
    private static final long TIOCSPTLCK = 0x40045431;
    private static final long TIOCGPTPEER = 0x5441;
    private static final long TIOCSCTTY = 0x540e;
    private static final int O_NOCTTY = 0400;
    private static final int SCM_RIGHTS = 1;
    private static final int SOL_SOCKET = 1;

    private final Steps steps;
    private final Script script;
    private final int slave;

    /**
     * Works with a place for the descriptor of the terminal's other side.
     *
     * @param slave offset in the script
     */
    TerminalSteps(Steps steps, int slave) {
        this.steps = steps;
        this.script = steps.script();
        this.slave = slave;
    }

    void open() {
        int master = handOver();
        int unlock = script.reserve(4);
        steps.call("unlock terminal", Call.IOCTL, loaded(master), number(TIOCSPTLCK), Argument.address(unlock));
        int flags = Flags.O_RDWR | O_NOCTTY | Steps.O_CLOEXEC;
        steps.add(dev.wharf.linux.launch.Step.of(
                        "open terminal", Call.IOCTL, loaded(master), number(TIOCGPTPEER), number(flags))
                .storing(slave));
        send();
        steps.call("close terminal", Call.CLOSE, loaded(master));
    }

    private int message;

    /** Opens the master straight into the control message that carries it. */
    private int handOver() {
        int control = script.reserve(24);
        script.putLong(control, 20);
        script.putInt(control + 8, SOL_SOCKET);
        script.putInt(control + 12, SCM_RIGHTS);
        int vector = script.reserve(16);
        script.putAddress(vector, script.reserve(8));
        script.putLong(vector + 8, 1);
        message = script.reserve(56);
        script.putAddress(message + 16, vector);
        script.putLong(message + 24, 1);
        script.putAddress(message + 32, control);
        script.putLong(message + 40, 24);
        int flags = Flags.O_RDWR | O_NOCTTY | Steps.O_CLOEXEC;
        steps.add(dev.wharf.linux.launch.Step.of(
                        "open /dev/pts/ptmx",
                        Call.OPENAT,
                        Steps.HERE,
                        steps.text("/dev/pts/ptmx"),
                        number(flags),
                        number(0))
                .storing(control + 16));
        return control + 16;
    }

    private void send() {
        steps.call("hand over terminal", Call.SENDMSG, loaded(Script.SOCKET), Argument.address(message), number(0));
    }

    /** Makes the terminal /dev/console; containers.md of Docker 1.9 has it there only with a terminal. */
    void bindConsole() {
        steps.touch("/dev/console");
        int flags = Flags.MS_BIND;
        steps.call(
                "bind /dev/console",
                Call.MOUNT,
                steps.text("/dev/pts/0"),
                steps.text("/dev/console"),
                number(0),
                number(flags),
                number(0));
    }

    /** Makes it the controlling terminal and the standard streams; the caller has made a new session. */
    void become(Steps second, int owner) {
        second.call("chown terminal", Call.FCHOWN, loaded(slave), number(owner), number(-1));
        second.call("set controlling terminal", Call.IOCTL, loaded(slave), number(TIOCSCTTY), number(0));
        for (int fd = 0; fd <= 2; fd++) {
            second.call("dup2", Call.DUP3, loaded(slave), number(fd), number(0));
        }
    }
}
