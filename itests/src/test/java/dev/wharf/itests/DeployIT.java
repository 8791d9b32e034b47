package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.itests.toy.ToyLogDriverProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Driver bundles come and go in the running daemon. */
@Tag("privileged")
class DeployIT {
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private WharfDaemon daemon;

    @BeforeEach
    void startDaemon() {
        daemon = WharfDaemon.start();
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    @Test
    void aDriverThatIsDroppedServesAndOneThatIsDeletedGoes() throws IOException {
        Path jar = daemon.deployFolder().resolve("toy.jar");

        DriverJar.write(jar, "dev.wharf.itests.toy", "1.2.3", ToyLogDriverProvider.class);
        Await.until("the toy driver", TWO_SECONDS, () -> state("log", "toy").equals("active"), daemon::tail);
        Files.delete(jar);
        Await.until("its end", TWO_SECONDS, () -> state("log", "toy").isEmpty(), daemon::tail);
    }

    @Test
    void aContainerCanUseIt() throws IOException {
        DockerCli docker = new DockerCli(DockerCli.programs().get(0), daemon);
        DriverJar.write(
                daemon.deployFolder().resolve("toy.jar"), "dev.wharf.itests.toy", "1.2.3", ToyLogDriverProvider.class);
        Await.until("the toy driver", TWO_SECONDS, () -> state("log", "toy").equals("active"), daemon::tail);

        assertThat(docker.run("run", "--rm", "--log-driver", "toy", "wharf/hello")
                        .text())
                .startsWith("Ahoy");
    }

    @Test
    void aDriverInTheFolderBeforeTheStartServes() throws IOException {
        daemon.stop();
        DriverJar.write(
                daemon.deployFolder().resolve("toy.jar"), "dev.wharf.itests.toy", "1.2.3", ToyLogDriverProvider.class);

        daemon.startAgain();

        Await.until("the toy driver", TWO_SECONDS, () -> state("log", "toy").equals("active"), daemon::tail);
    }

    @Test
    void garbageIsReported() throws IOException {
        Files.writeString(daemon.deployFolder().resolve("garbage.jar"), "this is no jar");

        Await.until(
                "the report",
                Duration.ofSeconds(5),
                () -> drivers().contains("garbage.jar"),
                () -> drivers() + daemon.tail());
        assertThat(daemon.client().get("/_ping").status()).isEqualTo(200);
    }

    @Test
    void aFileThatBelongsToSomebodyElseIsRefusedUntilItIsRoots() throws IOException {
        Path made = toy(daemon.root().resolve("toy.jar"), "1.2.3");
        chown(made, "65534");
        Path jar = Files.move(made, daemon.deployFolder().resolve("toy.jar"));

        Await.until("the report", FIVE_SECONDS, () -> drivers().contains("belongs to uid 65534"), this::detail);
        assertThat(state("log", "toy")).isEmpty();
        chown(jar, "0");
        Await.until("the toy driver", TWO_SECONDS, () -> state("log", "toy").equals("active"), this::detail);
    }

    @Test
    void nothingIsTakenFromAFolderThatOthersCanWrite() throws IOException {
        Files.setPosixFilePermissions(daemon.deployFolder(), PosixFilePermissions.fromString("rwxrwxrwx"));

        toy(daemon.deployFolder().resolve("toy.jar"), "1.2.3");
        Await.until("the report", TEN_SECONDS, () -> drivers().contains("chmod go-w"), this::detail);
        assertThat(state("log", "toy")).isEmpty();
        Files.setPosixFilePermissions(daemon.deployFolder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Await.until("the toy driver", TEN_SECONDS, () -> state("log", "toy").equals("active"), this::detail);
    }

    @Test
    void aHalfWrittenFileServesOnceItIsWhole() throws IOException {
        byte[] bytes = Files.readAllBytes(toy(daemon.root().resolve("toy.jar"), "1.2.3"));
        Path jar = daemon.deployFolder().resolve("toy.jar");

        Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));
        Await.until("the report", FIVE_SECONDS, () -> drivers().contains("not a whole jar"), this::detail);
        Files.write(jar, Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length), StandardOpenOption.APPEND);

        Await.until("the toy driver", TWO_SECONDS, () -> state("log", "toy").equals("active"), this::detail);
    }

    @Test
    void aFileThatIsOverwrittenTakesOverAlsoWithALowerVersion() throws IOException {
        Path jar = toy(daemon.deployFolder().resolve("toy.jar"), "1.2.3");
        Await.until("the toy driver", TWO_SECONDS, () -> version("log", "toy").equals("1.2.3"), this::detail);

        Files.write(jar, Files.readAllBytes(toy(daemon.root().resolve("newer.jar"), "1.3.0")));
        Await.until("the newer one", TWO_SECONDS, () -> version("log", "toy").equals("1.3.0"), this::detail);
        toy(jar, "1.1.0");
        Await.until("the older one", TWO_SECONDS, () -> version("log", "toy").equals("1.1.0"), this::detail);
        Files.writeString(jar, "garbage");
        Await.until("the report", FIVE_SECONDS, () -> drivers().contains("serves on"), this::detail);

        assertThat(version("log", "toy")).isEqualTo("1.1.0");
    }

    @Test
    void anUpgradeIsOneMoreFileAndTheWayBackItsDeletion() throws IOException {
        Path shipped = UpgradedJar.shipped("graphdriver-vfs");
        String before = version("graph", "vfs");

        Path jar = UpgradedJar.of(shipped, "99.0.0", daemon.deployFolder().resolve("vfs.jar"));
        Await.until("the upgrade", TWO_SECONDS, () -> version("graph", "vfs").equals("99.0.0"), this::detail);
        Files.delete(jar);
        Await.until("the way back", FIVE_SECONDS, () -> version("graph", "vfs").equals(before), this::detail);
        Files.copy(shipped, daemon.deployFolder().resolve("same.jar"));
        Await.until(
                "the one that stands by",
                FIVE_SECONDS,
                () -> drivers("graph", "vfs").size() == 2,
                this::detail);

        assertThat(drivers("graph", "vfs"))
                .extracting(
                        one -> one.path("state").asText() + one.path("reason").asText())
                .containsExactly("active", "standby");
    }

    @Test
    void whatTheDaemonIsMadeOfIsNotUpdated() {
        for (String name : List.of("spi", "engine-api", "linux", "store", "drivers", "archive", "snapshots")) {
            UpgradedJar.of(
                    UpgradedJar.shipped(name), "99.0.0", daemon.deployFolder().resolve(name + ".jar"));
        }

        Await.until("the reports", FIVE_SECONDS, () -> refusals() == 7, this::detail);
    }

    @Test
    void aShippedDriverGoesAndReturns() throws IOException {
        Path drivers = daemon.root().resolve("distribution");
        Commands.run(List.of("cp", "-a", WharfDaemon.distribution().toString(), drivers.toString()))
                .text();
        String original = WharfDaemon.distribution().toString();
        System.setProperty("wharf.distribution", drivers.toString());
        try {
            daemon.restart();
            Path jar = UpgradedJar.shipped("graphdriver-vfs");

            Path away = Files.move(jar, daemon.root().resolve("vfs.jar"));
            Await.until("its end", TWO_SECONDS, () -> drivers("graph", "vfs").isEmpty(), this::detail);
            Files.move(away, jar);
            Await.until("its return", TWO_SECONDS, () -> state("graph", "vfs").equals("active"), this::detail);
            UpgradedJar.of(jar, "99.0.0", jar);
            Await.until("its update", TWO_SECONDS, () -> version("graph", "vfs").equals("99.0.0"), this::detail);
        } finally {
            System.setProperty("wharf.distribution", original);
        }
    }

    private static Path toy(Path jar, String version) throws IOException {
        Path part = jar.resolveSibling("part");
        DriverJar.write(part, "dev.wharf.itests.toy", version, ToyLogDriverProvider.class);
        return Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void chown(Path file, String owner) {
        Commands.run(List.of("chown", owner, file.toString())).text();
    }

    private String detail() {
        return drivers() + daemon.tail();
    }

    private long refusals() {
        return drivers("").stream()
                .filter(one ->
                        one.path("reason").asText().contains("needs a restart of the daemon, which containers survive"))
                .count();
    }

    private String drivers() {
        return daemon.client().get("/wharf/drivers").body();
    }

    private String state(String kind, String name) {
        return drivers(kind, name).stream()
                .findFirst()
                .map(one -> one.path("state").asText())
                .orElse("");
    }

    /** The version of the one that serves. */
    private String version(String kind, String name) {
        return drivers(kind, name).stream()
                .filter(one -> one.path("state").asText().equals("active"))
                .findFirst()
                .map(one -> one.path("version").asText())
                .orElse("");
    }

    private List<JsonNode> drivers(String kind, String name) {
        return drivers(kind).stream()
                .filter(one -> one.path("name").asText().equals(name))
                .toList();
    }

    private List<JsonNode> drivers(String kind) {
        try {
            return StreamSupport.stream(JSON.readTree(drivers()).spliterator(), false)
                    .filter(one -> one.path("kind").asText().equals(kind))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
