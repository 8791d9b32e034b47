package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers outlive the daemon. */
@Tag("privileged")
class RestartIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private WharfDaemon daemon;
    private DockerCli docker;

    @BeforeEach
    void startDaemon() {
        daemon = WharfDaemon.start();
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(BusyboxRoot.tar(), "import", "-", "busybox").text();
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRunningContainerRunsOn(boolean isKilled) {
        docker.run(
                        "run",
                        "-d",
                        "--name",
                        "lasting",
                        "busybox",
                        "sh",
                        "-c",
                        "n=0; while :; do echo $n; n=$((n+1)); sleep 0.1; done")
                .text();
        String process =
                docker.run("inspect", "-f", "{{.State.Pid}}", "lasting").text();

        goAway(isKilled);
        assertThat(Path.of("/proc", process)).exists();
        daemon.startAgain();

        assertThat(docker.run("inspect", "-f", "{{.State.Running}} {{.State.Pid}}", "lasting")
                        .text())
                .isEqualTo("true " + process);
        long before = docker.run("logs", "lasting").text().lines().count();
        Await.until(
                "more output",
                SOON,
                () -> docker.run("logs", "lasting").text().lines().count() > before);
        assertThatNumbersAreComplete(docker.run("logs", "lasting").text());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aContainerThatEndedMeanwhileIsKnown(boolean isKilled) {
        docker.run("run", "-d", "--name", "ending", "busybox", "sh", "-c", "echo begin; sleep 1; echo end; exit 9")
                .text();
        Path process = Path.of(
                "/proc", docker.run("inspect", "-f", "{{.State.Pid}}", "ending").text());

        goAway(isKilled);
        Await.until("the end of the container", SOON, () -> !process.toFile().exists());
        daemon.startAgain();

        assertThat(docker.run("wait", "ending").text()).isEqualTo("9");
        assertThat(docker.run("logs", "ending").text()).isEqualTo("begin\nend");
        assertThat(docker.run("ps", "-a").text()).contains("Exited (9)");
    }

    @Test
    void aContainerThatOutlivedTheDaemonCanBeStoppedAndRemoved() {
        docker.run("run", "-d", "--name", "lasting", "busybox", "sleep", "1000").text();

        daemon.kill9();
        daemon.startAgain();

        assertThat(docker.run("stop", "-t", "1", "lasting").text()).isEqualTo("lasting");
        assertThat(docker.run("wait", "lasting").text()).isEqualTo("137");
        assertThat(docker.run("rm", "lasting").text()).isEqualTo("lasting");
    }

    @Test
    void imagesAndStoppedContainersSurvive() {
        docker.run("tag", "busybox", "kept:1").text();
        docker.run("create", "--name", "made", "-e", "A=b", "busybox", "sh", "-c", "echo $A")
                .text();

        daemon.kill9();
        daemon.startAgain();

        assertThat(docker.run("images", "-q", "kept:1").text()).isNotEmpty();
        assertThat(docker.run("start", "-a", "made").text()).isEqualTo("b");
    }

    private void goAway(boolean isKilled) {
        if (isKilled) {
            daemon.kill9();
        } else {
            daemon.stop();
        }
    }

    /** Nothing of the output is lost or doubled. */
    private static void assertThatNumbersAreComplete(String log) {
        long expected = 0;
        for (String line : log.lines().toList()) {
            assertThat(line).isEqualTo(Long.toString(expected));
            expected++;
        }
    }
}
