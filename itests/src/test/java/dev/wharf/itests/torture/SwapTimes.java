package dev.wharf.itests.torture;

import dev.wharf.itests.RawClient;
import dev.wharf.itests.Talk;
import dev.wharf.itests.UpgradedJar;
import dev.wharf.itests.WharfDaemon;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Measures how long an upgrade of each kind of driver, by a file in the deploy folder, takes away what needs it, with 100
 * running containers. Prints a table in Markdown.
 */
public final class SwapTimes implements AutoCloseable {
    private static final int SLEEPERS = 91;
    private static final int WRITERS = 8;
    private static final int PORT = 8080;
    private static final int LINE_MILLIS = 20;
    private static final Duration BEFORE = Duration.ofSeconds(4);
    private static final Duration AFTER = Duration.ofSeconds(4);
    private static final Duration TAKEN_UP = Duration.ofSeconds(30);

    private final Talk talk = Talk.build();
    private final WharfDaemon daemon = WharfDaemon.start();
    private final RawClient client = daemon.client();
    private final SwapCalls calls = new SwapCalls(daemon);
    private int count;

    /**
     * A bundle, and what needs it.
     *
     * @param name in the table
     * @param target that is upgraded
     * @param call that is made again and again
     * @param probe makes the call once
     */
    private record Case(String name, Target target, String call, BooleanSupplier probe) {}

    private SwapTimes() {}

    /** Runs the program. Argument: how often each kind is upgraded; 3 unless told. */
    public static void main(String[] arguments) {
        int rounds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        try (SwapTimes times = new SwapTimes()) {
            times.run(rounds);
        }
    }

    private void run(int rounds) {
        client.postTar("/images/create?fromSrc=-&repo=" + Scene.IMAGE, talk.root());
        populate();
        Say.line(
                "| upgrade of | version | calls one after the other | median gap before, ms | longest gap before, ms"
                        + " | **longest gap, ms** | refused | longest gap of the port, ms | longest gap of a container's lines, ms |");
        Say.line("|---|---|---|---|---|---|---|---|---|");
        for (Case each : cases()) {
            for (int round = 0; round < rounds; round++) {
                measure(each);
            }
        }
    }

    private List<Case> cases() {
        return List.of(
                driver("graph", "overlay", "create + remove", calls::lives),
                driver("exec", "native", "exec of true until its end", calls::execs),
                driver("log", "json-file", "a line until a follower has it", calls.followed("writer1")),
                driver("volume", "local", "volume create + remove", calls::volumes),
                driver("network", "bridge", "connect + disconnect", calls::connects),
                edition("api-http", "GET /containers/json", calls::lists),
                edition("engine", "GET /containers/json", calls::lists),
                edition("images", "GET /images/json", calls::images),
                edition("networks", "GET /networks", calls::networks),
                edition("dns", "a name resolved in a container", calls::resolves));
    }

    private static Case driver(String kind, String name, String call, BooleanSupplier probe) {
        Target target = Target.DRIVERS.stream()
                .filter(one -> one.kind().equals(kind) && one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new Case(kind + " driver " + name, target, call, probe);
    }

    private static Case edition(String name, String call, BooleanSupplier probe) {
        Target target = Target.EDITIONS.stream()
                .filter(one -> one.artifact().equals(name))
                .findFirst()
                .orElseThrow();
        return new Case(name, target, call, probe);
    }

    private void populate() {
        for (int number = 0; number < SLEEPERS; number++) {
            calls.start("sleeper" + number, Body.container(Scene.IMAGE, "exec sleep 100000"));
        }
        for (int number = 0; number < WRITERS; number++) {
            String script = "i=1; while :; do echo $i; i=$((i+1)); usleep " + LINE_MILLIS * 1_000 + "; done";
            calls.start("writer" + number, Body.container(Scene.IMAGE, script).host("NetworkMode", "\"bridge\""));
        }
        calls.prepare(PORT);
        talk.callerOf(daemon.host(), "tcp", "127.0.0.1", PORT);
    }

    private void measure(Case each) {
        String version = "0.1." + ++count;
        Path jar = daemon.deployFolder().resolve(each.target().artifact() + "-upgraded.jar");
        Gaps port = new Gaps("port", calls.conversation(talk, PORT));
        Gaps lines = new Gaps("lines", calls.followed("writer0"));
        Gaps service = new Gaps("service", each.probe());
        Pause.of(BEFORE);
        long begin = System.nanoTime();
        UpgradedJar.of(UpgradedJar.shipped(each.target().artifact()), version, jar);
        boolean isTaken = awaitVersion(each.target(), version);
        Pause.of(AFTER);
        List.of(service, port, lines).forEach(Gaps::close);
        Say.line("| %s | %s | %s | %.1f | %.1f | **%.1f** | %d | %.1f | %.1f |"
                .formatted(
                        each.name(),
                        isTaken ? version : version + " NOT TAKEN UP",
                        each.call(),
                        service.medianBefore(begin),
                        service.longestBefore(begin),
                        service.longestSince(begin),
                        service.failures(),
                        port.longestSince(begin),
                        lines.longestSince(begin)));
    }

    private boolean awaitVersion(Target target, String version) {
        long deadline = System.nanoTime() + TAKEN_UP.toNanos();
        while (System.nanoTime() < deadline) {
            if (calls.serves(target, version)) {
                return true;
            }
            Pause.millis(20);
        }
        return false;
    }

    @Override
    public void close() {
        calls.close();
        daemon.close();
        talk.close();
    }
}
