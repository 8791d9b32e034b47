package dev.wharf.spi.testkit.network;

import java.util.Locale;

/** A server that greets whoever connects, with a text of its own. */
final class Greeter implements AutoCloseable {
    private final Process process;

    /** Returns when it listens. */
    Greeter(Space space, int port, String greeting) {
        process = space.start("busybox", "nc", "-ll", "-p", String.valueOf(port), "-e", "busybox", "echo", greeting);
        String listening = String.format(Locale.ROOT, ":%04X 0", port);
        NetworkTopic.await(
                "a server at port " + port,
                () -> space.run("cat", "/proc/self/net/tcp", "/proc/self/net/tcp6")
                                .contains(listening)
                        || space.run("sh", "-c", "cat /proc/net/tcp /proc/net/tcp6")
                                .contains(listening));
    }

    /** What somebody hears who connects; empty when nobody answers. */
    static String heard(Space from, String address, int port) {
        return from.attempt("sh", "-c", "busybox nc -w 3 " + address + " " + port + " 2>/dev/null </dev/null || true")
                .output()
                .strip();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
