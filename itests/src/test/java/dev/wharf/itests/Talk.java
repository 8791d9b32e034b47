package dev.wharf.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The program of {@code network/talk.c}: a server that tells its callers who they are, and a caller. */
public final class Talk implements AutoCloseable {
    private static final Path SOURCE = Path.of("src/test/resources/network/talk.c");
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Path program;

    private Talk(Path program) {
        this.program = program;
    }

    /** Builds it. */
    public static Talk build() {
        try {
            Path program = Files.createTempFile("wharf-it", ".talk");
            Commands.run(List.of("gcc", "-Os", "-static", SOURCE.toString(), "-o", program.toString()))
                    .text();
            return new Talk(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tar of a root with busybox and {@code /bin/talk}. */
    public byte[] root() {
        return BusyboxRoot.with(program);
    }

    /** Calls from a host until somebody answers; returns who the caller is for the server. */
    public String callerOf(Host host, String protocol, String address, int port) {
        List<Commands.Result> last = new ArrayList<>();
        Await.until(
                "an answer of " + protocol + " " + address + " " + port,
                SOON,
                () -> {
                    last.clear();
                    last.add(ask(host, protocol, address, port));
                    return last.get(0).code() == 0;
                },
                () -> last.get(0).all());
        return last.get(0).text().replace(" hi", "");
    }

    /** Calls once. */
    public Commands.Result ask(Host host, String protocol, String address, int port) {
        return host.run(program.toString(), "ask", protocol, address, Integer.toString(port), "hi");
    }

    /** Opens a connection that lasts. */
    public Conversation hold(Host host, String address, int port) {
        return new Conversation(host.start(program.toString(), "hold", address, Integer.toString(port)));
    }

    /** Serves on a host until the process is destroyed. */
    Process serve(Host host, String protocol, int port) {
        return host.start(program.toString(), "serve", protocol, Integer.toString(port));
    }

    @Override
    public void close() {
        try {
            Files.delete(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
