package dev.wharf.execnative.script;

import static dev.wharf.linux.launch.Argument.address;
import static dev.wharf.linux.launch.Argument.loaded;
import static dev.wharf.linux.launch.Argument.number;

import dev.wharf.linux.launch.Call;
import dev.wharf.linux.launch.Step;

/** Raises the loopback of a new network namespace, which the kernel leaves down; netdevice(7). As runc 1.1 does. */
final class LoopbackSteps {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int SIOCSIFFLAGS = 0x8914;
    private static final int IFF_UP = 1;
    private static final int INTERFACE_REQUEST_BYTES = 40;
    private static final int FLAGS_AT = 16;

    private final Steps steps;

    LoopbackSteps(Steps steps) {
        this.steps = steps;
    }

    void raise() {
        int socket = steps.script().reserve(4);
        int request = steps.script().reserve(INTERFACE_REQUEST_BYTES);
        steps.script().putInt(request, 'l' | 'o' << 8);
        steps.script().putInt(request + FLAGS_AT, IFF_UP);
        steps.add(Step.of(
                        "open a socket for the loopback",
                        Call.SOCKET,
                        number(AF_INET),
                        number(SOCK_DGRAM_CLOEXEC),
                        number(0))
                .storing(socket));
        steps.call("raise the loopback", Call.IOCTL, loaded(socket), number(SIOCSIFFLAGS), address(request));
        steps.call("close the socket for the loopback", Call.CLOSE, loaded(socket));
    }
}
