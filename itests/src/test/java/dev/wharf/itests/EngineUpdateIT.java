package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bundles of the daemon itself are exchanged by a file in the deploy folder, while containers run and write. */
@Tag("privileged")
class EngineUpdateIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COUNTING =
            "n=0; while [ ! -e /stop/now ]; do echo $n; n=$((n+1)); usleep 10000; done; exit 7";

    private WharfDaemon daemon;
    private DockerCli docker;
    private Path stop;

    @BeforeEach
    void startCounting() {
        daemon = WharfDaemon.start();
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(BusyboxRoot.tar(), "import", "-", "busybox").text();
        stop = daemon.root().resolve("stop");
        Commands.run(List.of("mkdir", stop.toString())).text();
        docker.run("run", "-d", "--name", "counter", "-v", stop + ":/stop", "busybox", "sh", "-c", COUNTING)
                .text();
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    @Test
    void theEngineIsExchanged() throws IOException {
        String pid = pid();

        exchange("engine", "dev.wharf.engine");
        assertThatTheEngineWorks();
        goBack("engine");

        assertThatTheEngineWorks();
        assertThat(pid()).isEqualTo(pid);
        assertThatNothingIsLost();
    }

    @Test
    void theListenersAreExchangedAndRefuseNobody() throws IOException {
        String pid = pid();

        try (Knocking clients = Knocking.at(daemon.socket())) {
            exchange("api-http", "dev.wharf.api.http");
            assertThatTheEngineWorks();
            goBack("api-http");

            assertThat(clients.refusals()).isEmpty();
            assertThat(clients.welcomes()).isGreaterThan(100);
        }

        assertThatTheEngineWorks();
        assertThat(pid()).isEqualTo(pid);
        assertThatNothingIsLost();
    }

    @Test
    void whatTheEngineStandsOnIsExchanged() throws IOException {
        String pid = pid();

        exchange("images", "dev.wharf.images");
        assertThatTheEngineWorks();
        exchange("networks", "dev.wharf.networks");
        assertThatTheEngineWorks();
        exchange("dns", "dev.wharf.dns");
        assertThatTheEngineWorks();
        goBack("images");
        goBack("networks");
        goBack("dns");

        assertThatTheEngineWorks();
        assertThat(pid()).isEqualTo(pid);
        assertThatNothingIsLost();
    }

    @Test
    void anEngineThatDoesNotWorkLeavesTheOldOneServing() throws IOException {
        Path broken = UpgradedJar.of(
                UpgradedJar.shipped("engine"), "99.0.0", daemon.root().resolve("broken.jar"));
        try (FileSystem jar = FileSystems.newFileSystem(broken)) {
            Files.delete(jar.getPath("dev/wharf/engine/container/EngineContainerService.class"));
        }

        Files.move(broken, daemon.deployFolder().resolve("engine.jar"));
        Await.until("the report", LIMIT, () -> state("dev.wharf.engine").equals("failed 99.0.0"), this::detail);
        Await.until("the old one", LIMIT, () -> daemon.log().contains(" runs again"), this::detail);
        Await.until("the engine", LIMIT, this::answers, this::detail);
        assertThatTheEngineWorks();
        exchange("engine", "dev.wharf.engine");

        assertThatTheEngineWorks();
        assertThatNothingIsLost();
    }

    private void exchange(String name, String symbolicName) {
        UpgradedJar.of(
                UpgradedJar.shipped(name), "99.1.0", daemon.deployFolder().resolve(name + ".jar"));
        Await.until("the exchange", LIMIT, () -> state(symbolicName).equals("active 99.1.0"), this::detail);
        Await.until("the engine", LIMIT, this::answers, this::detail);
    }

    private void goBack(String name) throws IOException {
        long before = runs();
        Files.delete(daemon.deployFolder().resolve(name + ".jar"));
        Await.until("the way back", LIMIT, () -> runs() > before, this::detail);
        Await.until("the engine", LIMIT, this::answers, this::detail);
    }

    private long runs() {
        return daemon.log()
                .lines()
                .filter(line -> line.matches(".*\\.Edition: dev\\.wharf\\.[a-z.]+ 0\\S+ runs"))
                .count();
    }

    private boolean answers() {
        return docker.run("ps", "-q").code() == 0;
    }

    private void assertThatTheEngineWorks() {
        assertThat(docker.run("run", "--rm", "busybox", "echo", "works").text()).isEqualTo("works");
        assertThat(docker.run("exec", "counter", "echo", "there").text()).isEqualTo("there");
    }

    private void assertThatNothingIsLost() {
        Commands.run(List.of("touch", stop.resolve("now").toString())).text();
        assertThat(docker.run("wait", "counter").text()).isEqualTo("7");
        long expected = 0;
        for (String line : docker.run("logs", "counter").text().lines().toList()) {
            assertThat(line).isEqualTo(Long.toString(expected));
            expected++;
        }
        assertThat(expected).isGreaterThan(10);
    }

    private String pid() {
        return docker.run("inspect", "-f", "{{.State.Pid}}", "counter").text();
    }

    /** State and version of an edition; empty when there is none, or nobody answers. */
    private String state(String symbolicName) {
        try {
            for (JsonNode one :
                    JSON.readTree(daemon.client().get("/wharf/drivers").bytes())) {
                if (one.path("name").asText().equals(symbolicName)) {
                    return one.path("state").asText()
                            + ' '
                            + one.path("version").asText();
                }
            }
            return "";
        } catch (IOException | java.io.UncheckedIOException | AssertionError ignored) {
            // the listeners are being exchanged
            return "";
        }
    }

    private String detail() {
        return daemon.tail();
    }
}
