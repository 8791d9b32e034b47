package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wharf.itests.toy.ToyLogDriverProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Driver bundles come and go in the running daemon. */
@Tag("privileged")
class DeployIT {
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
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

    private String drivers() {
        return daemon.client().get("/wharf/drivers").body();
    }

    private String state(String kind, String name) {
        try {
            JsonNode drivers = JSON.readTree(drivers());
            Optional<JsonNode> driver = StreamSupport.stream(drivers.spliterator(), false)
                    .filter(one -> one.path("kind").asText().equals(kind)
                            && one.path("name").asText().equals(name))
                    .findFirst();
            return driver.map(one -> one.path("state").asText()).orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
