package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The daemon is killed at random moments while containers write numbered lines, with pipes and terminals, and execs run: no
 * line is lost or doubled, and all exit codes are right. {@code -Dwharf.kills=50} makes it long.
 */
@Tag("privileged")
class KilledDaemonIT {
    private static final int KILLS = Integer.getInteger("wharf.kills", 4);
    private static final int WRITERS = 20;
    private static final Duration LONG = Duration.ofSeconds(90);
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private WharfDaemon daemon;
    private DockerCli docker;
    private Path stop;

    @BeforeEach
    void startDaemon() {
        daemon = WharfDaemon.start();
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(BusyboxRoot.tar(), "import", "-", "busybox").text();
        stop = daemon.root().resolve("stop");
        Commands.run(List.of("mkdir", stop.toString())).text();
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES) // for as many kills as somebody asks for
    void nothingIsLostOrDoubled() {
        for (int i = 0; i < WRITERS; i++) {
            startWriter(i);
        }
        docker.run("run", "-d", "-i", "--name", "listener", "busybox", "cat").text();
        for (int i = 0; i < KILLS; i++) {
            String exec = startExec(i);
            pause(random.nextInt(1_500));
            daemon.kill9();
            pause(random.nextInt(500));
            daemon.startAgain();
            assertThat(exitCodeOf(exec)).as("exec of kill %d, seed %d", i, seed).isEqualTo(i % 100);
            assertThat(docker.runWith("line " + i + "\n", "exec", "-i", "writer0", "cat")
                            .text())
                    .isEqualTo("line " + i);
        }
        Commands.run(List.of("touch", stop.resolve("now").toString())).text();
        for (int i = 0; i < WRITERS; i++) {
            assertThat(docker.run("wait", "writer" + i).text())
                    .as("seed %d", seed)
                    .isEqualTo(Integer.toString(i + 1));
            assertThatNumbersAreComplete("writer" + i);
        }
        assertThat(docker.run("inspect", "-f", "{{.State.Running}}", "listener").text())
                .isEqualTo("true");
    }

    private void startWriter(int index) {
        List<String> command = new ArrayList<>(List.of("run", "-d", "--name", "writer" + index, "-v", stop + ":/stop"));
        if (index % 3 == 0) {
            command.add("-t");
        }
        if (index % 2 == 0) {
            command.add("-i");
        }
        command.addAll(List.of("busybox", "sh", "-c", script(index + 1)));
        docker.run(command.toArray(String[]::new)).text();
    }

    private static String script(int exitCode) {
        return "n=0; while [ ! -e /stop/now ]; do echo $n; n=$((n+1)); [ $((n % 7)) = 0 ] && usleep 20000; done; exit "
                + exitCode;
    }

    /** An exec that ends by itself about when the daemon is away. */
    private String startExec(int kill) {
        String made = daemon.client()
                .postJson(
                        "/containers/writer" + kill % WRITERS + "/exec",
                        "{\"AttachStdout\":true,\"Cmd\":[\"sh\",\"-c\",\"seq 1000; usleep " + random.nextInt(2_000_000)
                                + "; exit " + kill % 100 + "\"]}")
                .body();
        String id = made.replaceAll("(?s).*\"Id\":\"([0-9a-f]{64})\".*", "$1");
        assertThat(daemon.client()
                        .postJson("/exec/" + id + "/start", "{\"Detach\":true}")
                        .status())
                .isEqualTo(200);
        return id;
    }

    private int exitCodeOf(String exec) {
        Await.until(
                "the end of the exec", LONG, () -> inspect(exec).contains("\"Running\":false"), () -> inspect(exec));
        return Integer.parseInt(inspect(exec).replaceAll("(?s).*?\"ExitCode\":([0-9]+).*", "$1"));
    }

    private String inspect(String exec) {
        return daemon.client().get("/exec/" + exec + "/json").body();
    }

    private void assertThatNumbersAreComplete(String container) {
        long expected = 0;
        for (String line : docker.run("logs", container).text().lines().toList()) {
            assertThat(line.strip()).as("log of %s, seed %d", container, seed).isEqualTo(Long.toString(expected));
            expected++;
        }
        assertThat(expected).as("lines of %s", container).isGreaterThan(KILLS);
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
