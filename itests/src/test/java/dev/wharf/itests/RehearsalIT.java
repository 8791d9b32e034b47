package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The containers with which a daemon rehearses when it begins are seen by nobody and leave nothing. */
@Tag("privileged")
class RehearsalIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String OVER = "rehearsal is over";

    private final long seed = System.nanoTime();
    private WharfDaemon daemon;

    @BeforeEach
    void startDaemon() {
        daemon = WharfDaemon.startRehearsing("-D");
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    @Test
    void nobodySeesIt() {
        RawClient client = daemon.client();
        assertThat(client.get("/containers/json?all=1").body().strip()).isEqualTo("[]");
        awaitEnd(1);

        assertThat(client.get("/containers/json?all=1").body().strip()).isEqualTo("[]");
        assertThat(client.get("/events?since=1&until=" + System.currentTimeMillis() / 1000)
                        .body())
                .doesNotContain("start");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void whatAKilledDaemonLeavesOfItIsSwept() throws InterruptedException {
        Random random = new Random(seed);
        long ended = ends();
        for (int i = 0; i < 4; i++) {
            Thread.sleep(900 + random.nextInt(1200)); // the moment is what is tried
            daemon.kill9();
            ended = ends();
            daemon.startAgain();
        }
        awaitEnd(ended + 1);

        Await.until("a clean host", LIMIT, () -> leftovers().isEmpty(), () -> "seed " + seed + ": " + leftovers());
        assertThat(daemon.client().get("/containers/json?all=1").body().strip()).isEqualTo("[]");
    }

    private void awaitEnd(long count) {
        Await.until("the rehearsal", LIMIT, () -> ends() >= count, daemon::log);
    }

    private long ends() {
        return daemon.log().lines().filter(line -> line.contains(OVER)).count();
    }

    private List<Path> leftovers() {
        return Stream.of(
                        daemon.dataRoot().resolve("containers"),
                        daemon.execRoot().resolve("containers"),
                        daemon.execRoot().resolve("exec/native/tasks"))
                .flatMap(RehearsalIT::entries)
                .toList();
    }

    private static Stream<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList().stream();
        } catch (IOException e) {
            throw new AssertionError(folder.toString(), e);
        }
    }
}
