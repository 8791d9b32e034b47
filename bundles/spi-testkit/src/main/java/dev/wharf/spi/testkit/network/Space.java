package dev.wharf.spi.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace that lives as long as a process of its own, which ends with this one at the latest. What it has is seen
 * and changed with the usual tools, not with what a driver uses.
 */
public final class Space implements AutoCloseable {
    private static final int SECONDS = 60;

    private final Process holder;
    private final Deque<Greeter> greeters = new ArrayDeque<>();

    /** Makes one, with {@code lo} up. */
    public Space() {
        try {
            holder = new ProcessBuilder(
                            "unshare", "--net", "sh", "-c", "ip link set lo up && echo ready && exec cat >/dev/null")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (holder.getInputStream().read() < 0) {
                throw new IllegalStateException("a network namespace needs root, unshare and ip");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file that setns(2) takes, for as long as it is open. */
    public Path path() {
        return Path.of("/proc/" + holder.pid() + "/ns/net");
    }

    /**
     * Runs a command in it.
     *
     * @return what it wrote
     * @throws IllegalStateException when it fails
     */
    public String run(String... command) {
        Result result = attempt(command);
        if (result.status() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + result.output());
        }
        return result.output();
    }

    /**
     * What a command did.
     *
     * @param status of its exit
     * @param output of both streams
     */
    public record Result(int status, String output) {}

    /** Runs a command in it that may fail. */
    public Result attempt(String... command) {
        try {
            Process process = start(command);
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " takes too long");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command in it, whose streams are joined; whoever starts it ends it. */
    public Process start(String... command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--net=" + path()));
        all.addAll(List.of(command));
        try {
            return new ProcessBuilder(all).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether an address answers to a ping. */
    public boolean reaches(String address) {
        return attempt("busybox", "ping", "-c", "1", "-W", "2", address).status() == 0;
    }

    /** Its interfaces, addresses and routes, without {@code lo}: equal texts mean that nothing has changed. */
    public String state() {
        return run("sh", "-c", "ip -o link; ip -o addr; ip route; ip -6 route")
                .lines()
                .filter(line -> !line.contains(" lo") && !line.contains("fe80:") && !line.contains("ff00:"))
                .map(line -> line.replaceAll(
                        "(valid_lft|preferred_lft|qlen) \\S+|state \\S+|LOWER_UP|NO-CARRIER|linkdown|,", ""))
                .sorted()
                .reduce("", (one, next) -> one + next.strip() + "\n");
    }

    /** Answers whoever connects to a port, with a text, until it ends. */
    public void greet(int port, String greeting) {
        greeters.push(new Greeter(this, port, greeting));
    }

    /** What somebody in it hears who connects to a port; empty when nobody answers. */
    public String heard(String address, int port) {
        return Greeter.heard(this, address, port);
    }

    /** Ends it, with all interfaces in it, a moment later. */
    @Override
    public void close() {
        greeters.forEach(Greeter::close);
        holder.destroyForcibly().onExit().join();
    }
}
