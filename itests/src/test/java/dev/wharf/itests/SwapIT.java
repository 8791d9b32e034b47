package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.itests.toy.RefusingToyProvider;
import dev.wharf.itests.toy.ToyLogDriverProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drivers of every kind are exchanged, taken away and brought back while containers run, write, start and end. */
@Tag("privileged")
class SwapIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int WRITERS = 4;
    private static final String SHIPPED = "0.1.0";

    private static Path original;
    private static Path copy;
    private static WharfDaemon daemon;
    private static DockerCli docker;

    @BeforeAll
    static void startDaemon() throws IOException {
        original = WharfDaemon.distribution();
        copy = Files.createTempDirectory("wharf-swap");
        Commands.run(List.of("cp", "-a", original + "/.", copy.toString())).text();
        System.setProperty("wharf.distribution", copy.toString());
        daemon = WharfDaemon.start();
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(BusyboxRoot.tar(), "import", "-", "bb").text();
        for (int writer = 0; writer < WRITERS; writer++) {
            docker.run(
                            "run",
                            "-d",
                            "--name",
                            "w" + writer,
                            "-v",
                            "shared:/v",
                            "-p",
                            (8080 + writer) + ":80",
                            "bb",
                            "sh",
                            "-c",
                            "echo here > /v/index.html; httpd -h /v; i=0;"
                                    + " while :; do i=$((i+1)); echo line $i; sleep 0.02; done")
                    .text();
        }
    }

    @AfterAll
    static void endDaemon() {
        try {
            daemon.close();
        } finally {
            System.setProperty("wharf.distribution", original.toString());
            Commands.run(List.of("rm", "-rf", copy.toString())).text();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "graph, DEFAULT, graphdriver",
        "exec, native, exec",
        "log, json-file, logdriver",
        "volume, local, volume",
        "network, bridge, network"
    })
    void nothingIsLostWhenADriverIsExchanged(String kind, String name, String family) throws IOException {
        String driver = name.equals("DEFAULT") ? storageDriver() : name;
        Path shipped = UpgradedJar.shipped(copy, family + "-" + driver);
        List<Integer> pids = pids();
        try (SwapLoad load = new SwapLoad(daemon, "w0", "w3", "shared")) {
            Path upgrade = daemon.deployFolder().resolve("upgrade-" + kind + ".jar");
            UpgradedJar.of(shipped, "0.2.0", upgrade);
            awaitVersion(kind, driver, "0.2.0");
            goOn(load);
            UpgradedJar.of(shipped, "0.3.0", upgrade);
            awaitVersion(kind, driver, "0.3.0");
            goOn(load);
            Files.delete(upgrade);
            awaitVersion(kind, driver, SHIPPED);
            goOn(load);
            Path away = copy.resolve(String.valueOf(shipped.getFileName()));
            Files.move(shipped, away);
            awaitVersion(kind, driver, "");
            whileAway(kind, driver);
            Files.move(away, shipped);
            awaitVersion(kind, driver, SHIPPED);
            goOn(load);
            load.finish();
            assertThat(load.findings()).as(daemon::tail).isEmpty();
        }
        assertThat(pids()).isEqualTo(pids);
        writersAreWhole();
        assertThat(daemon.log()).as("stack traces").doesNotContainPattern("(?m)^\\s+at [a-z]");
    }

    @Test
    void aNewVersionThatCannotWorkHereLeavesTheOldOneServing() throws IOException {
        Path old = daemon.deployFolder().resolve("toy-1.jar");
        Path refusing = daemon.deployFolder().resolve("toy-2.jar");
        DriverJar.write(old, "dev.wharf.itests.toy", "1.0.0", ToyLogDriverProvider.class);
        awaitVersion("log", "toy", "1.0.0");

        DriverJar.write(refusing, "dev.wharf.itests.toy", "2.0.0", RefusingToyProvider.class);

        Await.until(
                "the refusal",
                PATIENCE,
                () -> drivers("log", "toy").stream()
                        .anyMatch(one -> one.path("state").asText().equals("unsupported")),
                daemon::tail);
        awaitVersion("log", "toy", "1.0.0");
        assertThat(docker.run("run", "--rm", "--log-driver", "toy", "bb", "echo", "heard")
                        .text())
                .contains("heard");
        Files.delete(refusing);
        Files.delete(old);
        awaitVersion("log", "toy", "");
    }

    @Test
    void newContainersUseTheDefaultOfTheMomentAndOldOnesGoOn() {
        String first = storageDriver();
        String other = first.equals("vfs") ? "overlay" : "vfs";

        makeDefault("graph", other);
        docker.run("run", "--name", "there", "bb", "sh", "-c", "echo there > /file")
                .text();
        makeDefault("graph", first);
        docker.run("run", "--name", "back", "bb", "true").text();

        assertThat(docker.run("inspect", "-f", "{{.Driver}}", "there", "back", "w0")
                        .text()
                        .lines())
                .containsExactly(other, first, first);
        docker.run("commit", "there", "from-there").text();
        assertThat(docker.run("run", "--rm", "from-there", "cat", "/file").text())
                .contains("there");
        docker.run("rm", "there", "back").text();
        docker.run("rmi", "from-there").text();
    }

    /** What needs the driver is refused with its name; what does not need it works. */
    private static void whileAway(String kind, String driver) {
        String refusal = kind + " driver \"" + driver + "\" is not available";
        assertThat(docker.run("ps").text()).contains("w0", "w1");
        assertThat(docker.run("inspect", "-f", "{{.State.Running}}", "w1").text())
                .contains("true");
        switch (kind) {
            case "graph" -> {
                docker.run("run", "-d", "--name", "x", "--entrypoint", "true", "wharf/hello");
                assertThat(docker.run("commit", "w1").all()).contains(refusal);
                assertThat(docker.run("ps", "-s").text()).contains("w0", "w1");
                assertThat(docker.run("inspect", "-s", "w1").text()).contains("w1");
                assertThat(docker.run("run", "bb", "true").all()).contains("is not available");
            }
            case "exec" -> {
                assertThat(docker.run("exec", "w1", "true").all()).contains(refusal);
                assertThat(docker.run("stop", "w1").all()).contains(refusal);
                assertThat(docker.run("top", "w1").all()).contains(refusal);
            }
            case "log" -> assertThat(docker.run("logs", "w1").all()).contains(refusal);
            case "volume" -> assertThat(docker.run("volume", "create", "more").all())
                    .contains("not found");
            case "network" -> {
                assertThat(docker.run("run", "bb", "true").all()).contains(refusal);
                assertThat(fetched(1)).contains("here");
            }
            default -> throw new AssertionError(kind);
        }
    }

    /** The clients get something done, and the ports answer. */
    private static void goOn(SwapLoad load) {
        int before = load.succeeded();
        Await.until("calls that succeed", PATIENCE, () -> load.succeeded() > before + 6, daemon::tail);
        assertThat(fetched(0)).contains("here");
    }

    private static String fetched(int writer) {
        return daemon.host()
                .run("wget", "-q", "-T", "5", "-O", "-", "http://127.0.0.1:" + (8080 + writer) + "/")
                .all();
    }

    /** Each line is in the log, once, in order, and the last one is young. */
    private static void writersAreWhole() {
        for (int writer = 0; writer < WRITERS; writer++) {
            List<String> lines = docker.run("logs", "w" + writer).text().lines().toList();
            assertThat(lines)
                    .isEqualTo(IntStream.rangeClosed(1, lines.size())
                            .mapToObj(number -> "line " + number)
                            .toList());
            int before = lines.size();
            String name = "w" + writer;
            Await.until(
                    "new lines",
                    PATIENCE,
                    () -> docker.run("logs", name).text().lines().count() > before,
                    daemon::tail);
        }
    }

    private static List<Integer> pids() {
        List<Integer> pids = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            pids.add(Integer.valueOf(docker.run("inspect", "-f", "{{.State.Pid}}", "w" + writer)
                    .text()
                    .strip()));
        }
        return pids;
    }

    private static String storageDriver() {
        return docker.run("info", "-f", "{{.Driver}}").text().strip();
    }

    private static void makeDefault(String kind, String name) {
        assertThat(new WharfCli(daemon).run("drivers", "default", kind, name).code())
                .isZero();
    }

    private static void awaitVersion(String kind, String name, String version) {
        Await.until(
                kind + " driver " + name + " " + version,
                PATIENCE,
                () -> serving(kind, name).equals(version),
                () -> drivers(kind, name) + daemon.tail());
    }

    private static String serving(String kind, String name) {
        return drivers(kind, name).stream()
                .filter(one -> one.path("state").asText().equals("active"))
                .map(one -> one.path("version").asText().replaceFirst("^(\\d+\\.\\d+\\.\\d+).*", "$1"))
                .findFirst()
                .orElse("");
    }

    private static List<JsonNode> drivers(String kind, String name) {
        try {
            JsonNode drivers =
                    JSON.readTree(daemon.client().get("/wharf/drivers").bytes());
            return StreamSupport.stream(drivers.spliterator(), false)
                    .filter(one -> one.path("kind").asText().equals(kind))
                    .filter(one -> one.path("name").asText().equals(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
