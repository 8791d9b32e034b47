package dev.wharf.execoci.launch;

import static dev.wharf.linux.launch.Argument.address;
import static dev.wharf.linux.launch.Argument.loaded;
import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.linux.launch.Argument;
import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.Script;
import dev.wharf.linux.launch.Step;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The way of a terminal's master: the runtime sends it to a socket, the keeper hands it on to its monitor, which relays it
 * to the FIFOs. The socket lies in the keeper's folder and is named without it, as such names may have 107 bytes alone.
 */
final class ConsoleSteps {
    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final int ADDRESS_BYTES = 110;
    private static final int CONTROL_BYTES = 24;

    private final Steps steps;
    private final Script script;
    private final int listener;

    ConsoleSteps(Steps steps) {
        this.steps = steps;
        this.script = steps.script();
        this.listener = script.reserve(4);
    }

    void listen() {
        int type = SOCK_STREAM | Steps.O_CLOEXEC;
        steps.add(Step.of("make the console socket", Call.SOCKET, number(AF_UNIX), number(type), number(0))
                .storing(listener));
        byte[] name = ("\001\000" + LaunchPlan.CONSOLE)
                .getBytes(StandardCharsets.US_ASCII); // struct sockaddr_un: AF_UNIX, path
        int place = script.bytes(Arrays.copyOf(name, ADDRESS_BYTES));
        steps.call("bind the console socket", Call.BIND, loaded(listener), address(place), number(ADDRESS_BYTES));
        steps.call("listen on the console socket", Call.LISTEN, loaded(listener), number(1));
    }

    void handOver() {
        int control = script.reserve(CONTROL_BYTES);
        script.putLong(control, 20);
        script.putInt(control + 8, SOL_SOCKET);
        script.putInt(control + 12, SCM_RIGHTS);
        int connection = script.reserve(4);
        Argument none = number(0);
        steps.add(Step.of("accept the terminal", Call.ACCEPT4, loaded(listener), none, none, number(Steps.O_CLOEXEC))
                .storing(connection));
        steps.add(Step.of(
                        "receive the terminal",
                        Call.RECVMSG,
                        loaded(connection),
                        address(message(control)),
                        number(Steps.O_CLOEXEC) /* MSG_CMSG_CLOEXEC has the same value */)
                .failingOnZero());
        steps.call("hand over the terminal", Call.SENDMSG, loaded(Script.SOCKET), address(message(control)), none);
    }

    /** struct msghdr of recvmsg(2), with one byte of text. */
    private int message(int control) {
        int vector = script.reserve(16);
        script.putAddress(vector, script.reserve(8));
        script.putLong(vector + 8, 1);
        int message = script.reserve(56);
        script.putAddress(message + 16, vector);
        script.putLong(message + 24, 1);
        script.putAddress(message + 32, control);
        script.putLong(message + 40, CONTROL_BYTES);
        return message;
    }
}
