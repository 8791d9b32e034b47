package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a person types first, with each docker command of this machine. */
@Tag("privileged")
@ParameterizedClass(name = "{0}")
@MethodSource("programs")
class DockerClientIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of("");

    private static WharfDaemon daemon;
    private static byte[] busybox;

    private final DockerCli docker;

    DockerClientIT(Path program) {
        this.docker = new DockerCli(program, daemon);
    }

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
        busybox = BusyboxRoot.tar();
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
    }

    static List<Path> programs() {
        return DockerCli.programs();
    }

    @BeforeEach
    void importBusybox() {
        docker.runWith(busybox, "import", "-", "busybox").text();
    }

    @AfterEach
    void removeContainers() {
        List<String> ids = docker.run("ps", "-aq").text().lines().toList();
        ids.forEach(id -> docker.run("rm", "-f", id));
    }

    @Test
    void theBuiltInImageGreets() {
        assertThat(docker.run("run", "--rm", "wharf/hello").text()).startsWith("Ahoy from Wharf!");
        assertThat(docker.run("ps", "-aq").text()).isEmpty();
    }

    @Test
    void outputAndExitCodeOfTheContainerAreThoseOfTheCommand() {
        Commands.Result result =
                docker.run("run", "--rm", "--net", "none", "busybox", "sh", "-c", "echo out; echo err >&2; exit 7");

        assertThat(result).isEqualTo(new Commands.Result(7, "out\n", "err\n"));
    }

    @Test
    void standardInputReachesTheContainer() {
        assertThat(docker.runWith("one\ntwo\n", "run", "-i", "--rm", "busybox", "wc", "-l")
                        .text())
                .isEqualTo("2");
    }

    @Test
    void muchInputComesBackUnchanged() {
        String lines = "0123456789abcdef\n".repeat(200_000);

        assertThat(docker.runWith(lines, "run", "-i", "--rm", "busybox", "cat").out())
                .isEqualTo(lines);
    }

    @Test
    void aTerminalIsATerminal() {
        assertThat(docker.run("run", "-t", "--rm", "busybox", "sh", "-c", "test -t 1 && echo terminal; tty")
                        .text())
                .contains("terminal", "/dev/");
    }

    @Test
    void environmentUserHostnameAndFolderAreAsAsked() {
        String seen = docker.run(
                        "run",
                        "--rm",
                        "-e",
                        "COLOUR=blue",
                        "-u",
                        "sailor",
                        "-h",
                        "harbour",
                        "-w",
                        "/tmp",
                        "busybox",
                        "sh",
                        "-c",
                        "echo $COLOUR $(id -un) $(id -u) $(hostname) $(pwd)")
                .text();

        assertThat(seen).isEqualTo("blue sailor 1000 harbour /tmp");
    }

    @Test
    void aBindMountIsSharedAndCanBeReadOnly() throws IOException {
        Files.writeString(folder.resolve("in"), "from outside");

        String seen = docker.run(
                        "run",
                        "--rm",
                        "-v",
                        folder + ":/work",
                        "busybox",
                        "sh",
                        "-c",
                        "cat /work/in; echo inside > /work/out")
                .text();
        Commands.Result refused =
                docker.run("run", "--rm", "-v", folder + ":/work:ro", "busybox", "touch", "/work/more");

        assertThat(seen).isEqualTo("from outside");
        assertThat(folder.resolve("out")).hasContent("inside");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("Read-only file system");
    }

    @Test
    void memoryIsLimited() {
        Commands.Result result = docker.run(
                "run", "-m", "16m", "--name", "hungry", "busybox", "sh", "-c", "tail -c 100000000 /dev/zero");

        assertThat(result.code()).isEqualTo(137);
        assertThat(docker.run("inspect", "-f", "{{.HostConfig.Memory}} {{.State.OOMKilled}}", "hungry")
                        .text())
                .isEqualTo("16777216 true");
    }

    @Test
    void aDetachedContainerIsListedLoggedAndAwaited() {
        String id = docker.run("run", "-d", "--name", "worker", "busybox", "sh", "-c", "echo hello; exit 3")
                .text();

        assertThat(id).matches("[0-9a-f]{64}");
        assertThat(docker.run("wait", "worker").text()).isEqualTo("3");
        assertThat(docker.run("logs", "worker").text()).isEqualTo("hello");
        assertThat(docker.run("ps", "-a").text()).contains("worker", "busybox", "Exited (3)");
        assertThat(docker.run("ps").text()).doesNotContain("worker");
    }

    @Test
    void logsCanBeFollowedToTheEnd() {
        docker.run(
                        "run",
                        "-d",
                        "--name",
                        "talker",
                        "busybox",
                        "sh",
                        "-c",
                        "for i in 1 2 3; do echo $i; sleep 0.3; done")
                .text();

        assertThat(docker.run("logs", "-f", "talker").text()).isEqualTo("1\n2\n3");
        assertThat(docker.run("logs", "--tail", "1", "talker").text()).isEqualTo("3");
        assertThat(docker.run("logs", "-t", "talker").text()).matches("(?s)\\d{4}-\\d\\d-\\d\\dT.*Z 1\n.*");
    }

    @Test
    void attachingCarriesBothDirections() throws IOException, InterruptedException {
        docker.run("run", "-di", "--name", "echo", "busybox", "sh", "-c", "read word; echo heard $word; exit 6")
                .text();
        Path output = folder.resolve("attached");
        Process attached = docker.start(output, "attach", "echo");
        try (OutputStream input = attached.getOutputStream()) {
            input.write("ping\n".getBytes(StandardCharsets.UTF_8));
            input.flush();

            assertThat(attached.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(output).hasContent("heard ping");
            assertThat(attached.exitValue()).isEqualTo(6);
        } finally {
            attached.destroyForcibly();
        }
    }

    @Test
    void stopAndKillEndAContainerWithTheirSignals() {
        docker.run(
                        "run",
                        "-d",
                        "--name",
                        "polite",
                        "busybox",
                        "sh",
                        "-c",
                        "trap 'exit 5' TERM; while :; do sleep 0.1; done")
                .text();
        docker.run("run", "-d", "--name", "deaf", "busybox", "sleep", "1000").text();

        assertThat(docker.run("stop", "polite").text()).isEqualTo("polite");
        assertThat(docker.run("kill", "deaf").text()).isEqualTo("deaf");

        assertThat(docker.run("wait", "polite").text()).isEqualTo("5");
        assertThat(docker.run("wait", "deaf").text()).isEqualTo("137");
    }

    @Test
    void inspectTellsTheState() {
        docker.run("run", "-d", "--name", "seen", "busybox", "sleep", "1000").text();

        assertThat(docker.run("inspect", "-f", "{{.Name}} {{.State.Running}} {{.Config.Image}} {{.Path}}", "seen")
                        .text())
                .isEqualTo("/seen true busybox sleep");
        assertThat(docker.run("inspect", "nobody").code()).isNotZero();
    }

    @Test
    void aRunningContainerIsRemovedByForceOnly() {
        docker.run("run", "-d", "--name", "stubborn", "busybox", "sleep", "1000")
                .text();

        assertThat(docker.run("rm", "stubborn").code()).isNotZero();
        assertThat(docker.run("rm", "-f", "stubborn").text()).isEqualTo("stubborn");
        assertThat(docker.run("ps", "-aq").text()).isEmpty();
    }

    @Test
    void restartedContainersRunAgain() {
        docker.run("run", "-d", "--name", "again", "busybox", "sh", "-c", "echo up; sleep 1000")
                .text();

        docker.run("restart", "-t", "1", "again").text();

        Await.until(
                "the second line", SOON, () -> docker.run("logs", "again").out().equals("up\nup\n"));
    }

    @Test
    void imagesAreTaggedListedAndUntagged() {
        docker.run("tag", "busybox", "harbour/box:v1").text();

        assertThat(docker.run("images").text()).contains("harbour/box").contains("v1");
        assertThat(docker.run("history", "-q", "harbour/box:v1").text()).isNotEmpty();
        assertThat(docker.run("rmi", "harbour/box:v1").text()).contains("Untagged: harbour/box:v1");
        assertThat(docker.run("images").text()).doesNotContain("harbour/box");
    }

    @Test
    void anArchiveIsLoaded() {
        docker.run("rmi", "-f", "wharf/hello").text();
        assertThat(docker.run("run", "--rm", "wharf/hello").code()).isNotZero();

        docker.run(
                        "load",
                        "-i",
                        WharfDaemon.distribution().resolve("images/hello.tar").toString())
                .text();

        assertThat(docker.run("run", "--rm", "wharf/hello").text()).startsWith("Ahoy");
    }

    @Test
    void eventsTellTheLifeOfAContainer() throws IOException, InterruptedException {
        Path output = folder.resolve("events");
        Process events = docker.start(output, "events", "--since", "0");
        try {
            docker.run("run", "--rm", "--name", "eventful", "busybox", "true").text();

            Await.until("the event of the removal", SOON, () -> eventsOf(output, "eventful")
                    .contains("destroy"));
            assertThat(eventsOf(output, "eventful")).containsSubsequence("create", "start", "die", "destroy");
        } finally {
            events.destroy();
            events.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aCommandThatIsMissingIs127() {
        Commands.Result result = docker.run("run", "--rm", "busybox", "/no/such");

        assertThat(result.code()).isEqualTo(127);
        assertThat(result.err()).contains("/no/such").contains("no such file or directory");
    }

    @Test
    void anImageThatIsMissingIsToldSo() {
        assertThat(docker.run("run", "--rm", "--pull", "never", "nothing-here").all())
                .contains("No such image: nothing-here:latest");
    }

    @Test
    void versionAndInfoAnswer() {
        assertThat(docker.run("version", "-f", "{{.Server.APIVersion}}").text()).isEqualTo("1.21");
        assertThat(docker.run("info", "-f", "{{.Driver}}").text()).isNotEmpty();
    }

    private static List<String> eventsOf(Path output, String name) {
        try {
            return Files.readString(output)
                    .lines()
                    .filter(line -> line.contains("name=" + name))
                    .map(line -> line.replaceFirst(".* container (\\w+) .*", "$1"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
