package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.itests.faulty.FaultyExecution;
import dev.wharf.itests.faulty.FaultyGraph;
import dev.wharf.itests.faulty.FaultyLog;
import dev.wharf.itests.faulty.FaultyNetwork;
import dev.wharf.itests.faulty.FaultyVolume;
import dev.wharf.spi.testkit.fault.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Drivers go wrong: who asks is told so in time, all others go on, and afterwards everything works again. */
@Tag("privileged")
class FaultsIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final List<String> KINDS = List.of("graph", "exec", "log", "volume", "network");
    private static final List<String> FAILURES = List.of(
            "throw INTERNAL faulty on purpose",
            "throw EXHAUSTED faulty on purpose",
            "throw runtime",
            "throw linkage",
            "throw stack-overflow",
            "throw checked");

    private static WharfDaemon daemon;
    private static DockerCli docker;
    private static FaultyContainers containers;

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        containers = new FaultyContainers(daemon);
        deploy("graph", FaultyGraph.class, "graphdriver-vfs");
        deploy("exec", FaultyExecution.class, "exec-native");
        deploy("log", FaultyLog.class, "logdriver-json-file");
        deploy("volume", FaultyVolume.class, "volume-local");
        deploy("network", FaultyNetwork.class, "network-bridge");
        KINDS.forEach(kind -> awaitState(kind, "active"));
        docker.runWith(BusyboxRoot.tar(), "import", "-", "busybox").text();
        docker.run("run", "-d", "--name", "bystander", "busybox", "sh", "-c", "while true; do echo on; sleep 0.1; done")
                .text();
    }

    private static void deploy(String kind, Class<?> provider, String shipped) {
        FaultyJar.write(daemon.deployFolder().resolve("faulty-" + kind + ".jar"), provider, shipped);
    }

    private static void awaitState(String kind, String state) {
        Await.until(
                "the faulty " + kind + " driver",
                Duration.ofSeconds(20),
                () -> containers.driverState(kind).equals(state),
                () -> daemon.client().get("/wharf/drivers").body() + daemon.tail());
    }

    @AfterAll
    static void endDaemon() {
        KINDS.forEach(FaultsIT::heal);
        daemon.close();
    }

    @AfterEach
    void allIsWellAgain() {
        KINDS.forEach(FaultsIT::heal);
        containers.makeDefault("graph", "overlay");
        containers.makeDefault("exec", "native");
        containers.removeAllBut("bystander");
        assertThatOthersGoOn();
        assertThat(daemon.client().get("/networks/faulty").status()).isEqualTo(404);
    }

    private static void heal(String kind) {
        fail(kind);
    }

    private static void fail(String kind, String... rules) {
        try {
            Faults.write(daemon.dataRoot().resolve(kind).resolve("faulty"), rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertThatOthersGoOn() {
        int lines = lines("bystander");
        assertThat(docker.run("run", "--rm", "busybox", "echo", "ok").text()).isEqualTo("ok");
        Await.until("more lines of others", SOON, () -> lines("bystander") > lines, daemon::tail);
    }

    private static int lines(String container) {
        return (int) docker.run("logs", container).text().lines().count();
    }

    @Test
    void aGraphDriverThatFailsLetsTheCreationFailAndNothingElse() {
        containers.makeDefault("graph", "faulty");
        containers.create("first", "json-file").requireCreated();

        for (String failure : FAILURES) {
            fail("graph", "prepare " + failure);
            containers.create("second", "json-file").requireFailure(500, "faulty");
            fail("graph", "prepare late " + failure);
            containers.create("second", "json-file").requireFailure(500, "faulty");
            fail("graph", "mounts " + failure);
            containers.start("first").requireFailure(500, "faulty");
        }
        fail("graph", "prepare answer null", "mounts answer null");
        containers.create("second", "json-file").requireFailure(500, "faulty");
        containers.start("first").requireFailure(500, "faulty");
        fail("graph", "mounts answer wrong-path");
        containers.start("first").requireFailure("nonexistent");
        assertThat(containers.status("second")).isEmpty();

        heal("graph");
        containers.create("second", "json-file").requireCreated();
        containers.start("second").requireDone();
        containers.start("first").requireDone();
    }

    @Test
    void aGraphDriverThatCannotRemoveLetsTheRemovalBeRepeated() {
        containers.makeDefault("graph", "faulty");
        containers.create("first", "json-file").requireCreated();
        fail("graph", "GraphDriver.remove throw runtime");

        containers.remove("first").requireFailure(500, "faulty");
        assertThat(containers.status("first")).isEqualTo("dead");

        heal("graph");
        containers.remove("first").requireDone();
        assertThat(containers.status("first")).isEmpty();
    }

    @Test
    void anExecutionDriverThatFailsLetsTheStartFail() {
        containers.makeDefault("exec", "faulty");
        containers.create("first", "json-file").requireCreated();
        for (String failure : FAILURES) {
            fail("exec", "ExecutionDriver.create " + failure);
            containers.start("first").requireFailure(500, "faulty");
            fail("exec", "Task.start " + failure);
            containers.start("first").requireFailure(500, "faulty");
        }
        fail("exec", "ExecutionDriver.create answer null");
        containers.start("first").requireFailure(500, "faulty");
        fail("exec", "Task.exec throw runtime");
        containers.create("second", "json-file").requireCreated();
        containers.start("second").requireDone();
        assertThat(docker.run("exec", "second", "true").code()).isNotZero();

        heal("exec");
        assertThat(docker.run("exec", "second", "echo", "in").text()).isEqualTo("in");
        containers.start("first").requireDone();
    }

    @Test
    void aLogDriverThatFailsAtTheStartLetsItFail() {
        containers.create("first", "faulty").requireCreated();
        for (String failure : FAILURES) {
            fail("log", "LogDriver.open " + failure);
            containers.start("first").requireFailure(500, "faulty");
        }
        fail("log", "LogDriver.open answer null");
        containers.start("first").requireFailure(500, "faulty");

        heal("log");
        containers.start("first").requireDone();
    }

    @Test
    void noLineIsLostOrDoubledWhenWritingFails() {
        fail("log", "write late throw INTERNAL", "write throw runtime");
        docker.run("run", "-d", "--name", "first", "--log-driver", "faulty", "busybox", "seq", "1", "500")
                .text();
        Await.until("its end", SOON, () -> containers.status("first").equals("exited"), daemon::tail);

        heal("log");

        String expected =
                IntStream.rangeClosed(1, 500).mapToObj(Integer::toString).reduce("", (a, b) -> a + b + "\n");
        Await.until(
                "all lines",
                SOON,
                () -> docker.run("logs", "first").out().equals(expected),
                () -> docker.run("logs", "first").all() + daemon.tail());
    }

    @Test
    void aLogThatHangsHoldsUpNobodyElse() {
        containers.create("other", "faulty").requireCreated();
        for (int i = 0; i < 3; i++) {
            containers.create("hung" + i, "faulty").requireCreated();
        }
        fail(
                "log",
                IntStream.range(0, 3)
                        .mapToObj(i -> "LogSink.write of=" + containers.id("hung" + i) + " hang uninterruptible")
                        .toArray(String[]::new));
        IntStream.range(0, 3).forEach(i -> containers.start("hung" + i).requireDone());
        containers.start("other").requireDone();

        assertThatOthersGoOn();
        int lines = lines("other");
        Await.until("lines of the other one", SOON, () -> lines("other") > lines, daemon::tail);
        containers.stop("hung0").within(Duration.ofSeconds(20)).requireDone();
        containers.start("hung0").within(Duration.ofSeconds(20)).requireFailure(503, "faulty");
        containers.removeByForce("hung1").within(Duration.ofSeconds(20)).requireDone();
        heal("log");
        Await.until("a start", SOON, () -> containers.start("hung0").isDone(), daemon::tail);
        assertThat(lines("hung2")).isPositive();
    }

    @Test
    void aVolumeDriverThatFailsLetsItsCallsFail() {
        docker.run("volume", "create", "--driver", "faulty", "data").text();
        docker.run("create", "--name", "first", "-v", "data:/data", "busybox", "true")
                .text();
        for (String failure : FAILURES) {
            fail("volume", "mount " + failure);
            containers.start("first").requireFailure(500, "faulty");
            fail("volume", "VolumeDriver.create " + failure);
            assertThat(docker.run("volume", "create", "--driver", "faulty", "more")
                            .code())
                    .isNotZero();
        }
        fail("volume", "mount answer null", "list answer null", "get throw runtime", "remove throw runtime");
        containers.start("first").requireFailure(500, "faulty");
        docker.run("volume", "ls").text();

        heal("volume");
        containers.start("first").requireDone();
        containers.removeByForce("first").requireDone();
        docker.run("volume", "rm", "data").text();
        assertThat(docker.run("volume", "ls", "-q").text()).doesNotContain("data", "more");
    }

    @Test
    void aNetworkDriverThatFailsLetsItsCallsFail() {
        for (String failure : FAILURES) {
            fail("network", "createNetwork " + failure);
            assertThat(docker.run("network", "create", "-d", "faulty", "faulty").code())
                    .isNotZero();
        }
        heal("network");
        docker.run("network", "create", "-d", "faulty", "faulty").text();
        docker.run("create", "--name", "first", "--net", "faulty", "busybox", "sleep", "1000")
                .text();
        for (String failure : FAILURES) {
            fail("network", "join " + failure);
            containers.start("first").requireFailure(500, "faulty");
        }
        fail("network", "createEndpoint answer null", "join answer null");
        containers.start("first").requireFailure(500, "faulty");

        heal("network");
        containers.start("first").requireDone();
        containers.removeByForce("first").requireDone();
        docker.run("network", "rm", "faulty").text();
    }

    /** The usual limit of a call is 30 s; all kinds are waited for at once. */
    @Test
    void whatHangsIsGivenUpInTime() {
        containers.create("log", "faulty").requireCreated();
        docker.run("volume", "create", "--driver", "faulty", "hanging").text();
        docker.run("create", "--name", "volume", "-v", "hanging:/data", "busybox", "true")
                .text();
        containers.makeDefault("graph", "faulty");
        containers.create("graph", "json-file").requireCreated();
        containers.makeDefault("graph", "overlay");
        containers.makeDefault("exec", "faulty");
        containers.create("exec", "json-file").requireCreated();
        containers.makeDefault("exec", "native");
        docker.run("network", "create", "-d", "faulty", "hanging").text();
        docker.run("create", "--name", "network", "--net", "hanging", "busybox", "sleep", "1000")
                .text();
        Map<String, String> methods = new TreeMap<>(Map.of(
                "graph",
                "mounts",
                "exec",
                "ExecutionDriver.create",
                "log",
                "LogDriver.open",
                "volume",
                "mount",
                "network",
                "join"));
        methods.forEach(
                (kind, method) -> fail(kind, method + (kind.equals("exec") ? " hang" : " hang uninterruptible")));

        Map<String, CompletableFuture<FaultyContainers.Outcome>> starts = new TreeMap<>();
        methods.keySet()
                .forEach(kind ->
                        starts.put(kind, CompletableFuture.supplyAsync(() -> containers.start(kind), work -> new Thread(
                                        work, "start of " + kind)
                                .start())));
        assertThatOthersGoOn();
        starts.forEach((kind, start) -> start.orTimeout(45, TimeUnit.SECONDS)
                .join()
                .requireFailure(503, kind + " driver \"faulty\" did not answer"));
        assertThatOthersGoOn();
        containers.start("volume").within(Duration.ofSeconds(6)).requireFailure(503, "faulty");
        assertThat(docker.run("info").text()).contains("Containers");
        assertThat(daemon.client().get("/wharf/drivers").body()).contains("did not answer");

        methods.keySet().forEach(FaultsIT::heal);
        methods.keySet()
                .forEach(kind -> Await.until(
                        "a start", SOON, () -> containers.start(kind).isDone(), daemon::tail));
        containers.removeByForce("volume").requireDone();
        docker.run("volume", "rm", "hanging").text();
        containers.removeByForce("network").requireDone();
        docker.run("network", "rm", "hanging").text();
    }

    @Test
    void aDriverThatCannotBeOpenedOrClosedIsListedAndCanBeReplaced() throws IOException {
        fail("volume", "VolumeDriver.close throw runtime", "VolumeDriverProvider.open throw linkage faulty on purpose");

        Files.delete(daemon.deployFolder().resolve("faulty-volume.jar"));
        awaitState("volume", "");
        deploy("volume", FaultyVolume.class, "volume-local");
        awaitState("volume", "failed");
        assertThat(daemon.client().get("/wharf/drivers").body()).contains("faulty on purpose");
        assertThatOthersGoOn();
        Files.delete(daemon.deployFolder().resolve("faulty-volume.jar"));
        awaitState("volume", "");
        fail("volume", "probe unsupported the moon is full");
        deploy("volume", FaultyVolume.class, "volume-local");
        awaitState("volume", "unsupported");

        Files.delete(daemon.deployFolder().resolve("faulty-volume.jar"));
        awaitState("volume", "");
        heal("volume");
        deploy("volume", FaultyVolume.class, "volume-local");
        awaitState("volume", "active");
    }

    @Test
    void leakedThreadsHarmNobody() {
        docker.run("volume", "create", "--driver", "faulty", "leaky").text();
        fail("volume", "* leak 50");

        docker.run("volume", "inspect", "leaky").text();
        docker.run("volume", "rm", "leaky").text();

        assertThatOthersGoOn();
    }
}
