package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a container can be asked to be and to do, with each docker command of this machine. */
@Tag("privileged")
@ParameterizedClass(name = "{0}")
@MethodSource("programs")
class ContainerOptionsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of("");

    private static WharfDaemon daemon;

    private final DockerCli docker;

    ContainerOptionsIT(Path program) {
        this.docker = new DockerCli(program, daemon);
    }

    @BeforeAll
    static void startDaemon() {
        daemon = WharfDaemon.start();
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
        if (docker.run("images", "-q", "busybox").text().isEmpty()) {
            docker.runWith(BusyboxRoot.tar(), "import", "-", "busybox").text();
        }
    }

    @AfterEach
    void removeContainers() {
        daemon.removeContainers();
    }

    @Test
    void anExecRunsInTheContainerAndTellsItsExitCode() {
        sleeper("host");

        assertThat(docker.run("exec", "-u", "sailor", "host", "id", "-u").text())
                .isEqualTo("1000");
        assertThat(docker.run("exec", "host", "sh", "-c", "exit 7").code()).isEqualTo(7);
        assertThat(docker.runWith("typed\n", "exec", "-i", "host", "cat").text())
                .isEqualTo("typed");
        assertThat(docker.run("exec", "host", "nosuch").code()).isIn(126, 127);
    }

    @Test
    void anExecHasATerminalWhenItIsAskedFor() {
        sleeper("host");

        assertThat(docker.shell("script -qec \"$DOCKER exec -it host tty\" /dev/null < /dev/null")
                        .text())
                .contains("/dev/pts/");
    }

    @Test
    void aDetachedExecRunsOn() {
        sleeper("host");
        docker.run("exec", "-d", "host", "sh", "-c", "echo done > /tmp/mark; sleep 1000")
                .text();

        Await.until("the mark", SOON, () -> docker.run("exec", "host", "cat", "/tmp/mark")
                .out()
                .equals("done\n"));
        assertThat(docker.run("top", "host").text()).contains("sleep 1000");
    }

    @Test
    void clientsAttachWhileItRunsAndHearTheRest() {
        docker.run("run", "-d", "-i", "--name", "echoing", "busybox", "cat").text();

        assertThat(docker.shell("(echo heard; sleep 1) | timeout -s KILL 3 $DOCKER attach echoing || true")
                        .out())
                .contains("heard");
    }

    @Test
    void statisticsTellWhatItUses() {
        sleeper("host");

        String row = docker.run("stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}", "host")
                .text();
        assertThat(row).startsWith("host").doesNotContain("0B / 0B");
    }

    @Test
    void processesAreThoseOfTheContainer() {
        sleeper("host");

        assertThat(docker.run("top", "host", "-o", "pid,comm").text().lines()).hasSize(2);
        assertThat(docker.run("top", "host", "-o", "comm").code()).isNotZero();
    }

    @Test
    void aContainerThatFailsIsStartedAgainSoOften() {
        docker.run("run", "-d", "--name", "failing", "--restart", "on-failure:2", "busybox", "sh", "-c", "exit 3")
                .text();

        Await.until("the end of all tries", SOON, () -> inspect("{{.State.Status}} {{.RestartCount}}", "failing")
                .equals("exited 2"));
        assertThat(inspect("{{.State.ExitCode}}", "failing")).isEqualTo("3");
    }

    @Test
    void lackOfMemoryIsReported() {
        assertThat(docker.run("run", "--name", "greedy", "-m", "8m", "busybox", "sh", "-c", "tail /dev/zero")
                        .code())
                .isEqualTo(137);

        assertThat(inspect("{{.State.OOMKilled}}", "greedy")).isEqualTo("true");
        long soon = Instant.now().getEpochSecond() + 1;
        assertThat(daemon.client()
                        .get("/events?since=1&until=" + soon + "&filters=%7B%22container%22%3A%5B%22greedy%22%5D%7D")
                        .body())
                .containsSubsequence("\"oom\"", "\"die\"");
    }

    @Test
    void processorsAndLimitsAreThoseAskedFor() {
        assertThat(docker.run("run", "--cpuset-cpus", "0", "busybox", "nproc").text())
                .isEqualTo("1");
        assertThat(docker.run("run", "--ulimit", "nofile=99:99", "busybox", "sh", "-c", "ulimit -n")
                        .text())
                .isEqualTo("99");
        assertThat(docker.run("run", "--shm-size", "1m", "busybox", "df", "-k", "/dev/shm")
                        .text())
                .contains("1024");
    }

    @Test
    void rightsCanBeTakenAndGiven() {
        assertThat(capabilities("--cap-drop", "ALL")).isEqualTo("0000000000000000");
        assertThat(capabilities()).isEqualTo("00000000a80425fb");
        assertThat(capabilities("--cap-drop", "ALL", "--cap-add", "NET_ADMIN")).isEqualTo("0000000000001000");
        assertThat(docker.run(
                                "run",
                                "--security-opt",
                                "no-new-privileges",
                                "busybox",
                                "grep",
                                "NoNewPrivs",
                                "/proc/self/status")
                        .text())
                .endsWith("1");
        assertThat(docker.run(
                                "run",
                                "--security-opt",
                                "seccomp=unconfined",
                                "busybox",
                                "grep",
                                "^Seccomp:",
                                "/proc/self/status")
                        .text())
                .endsWith("0");
        assertThat(docker.run("run", "busybox", "grep", "^Seccomp:", "/proc/self/status")
                        .text())
                .endsWith("2");
        assertThat(docker.run("run", "--group-add", "27", "busybox", "id", "-G").text())
                .contains("27");
        String guarded = "grep -cE ' /(proc/sys|sys/firmware) ' /proc/mounts || true";
        assertThat(docker.run("run", "busybox", "sh", "-c", guarded).text()).isEqualTo("2");
        assertThat(docker.run("run", "--security-opt", "systempaths=unconfined", "busybox", "sh", "-c", guarded)
                        .text())
                .isEqualTo("0");
    }

    @Test
    void aProfileOfSystemCallsIsObeyed() {
        docker.shell("echo '{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"mkdir\",\"mkdirat\"],"
                        + "\"action\":\"SCMP_ACT_ERRNO\"}]}' > " + folder + "/profile.json")
                .text();

        Commands.Result made = docker.run(
                "run", "--security-opt", "seccomp=" + folder.resolve("profile.json"), "busybox", "mkdir", "/x");
        assertThat(made.code()).isEqualTo(1);
        assertThat(made.err()).contains("Operation not permitted");
    }

    @Test
    void aReadOnlyRootHasItsTmpfs() {
        Commands.Result result = docker.run(
                "run",
                "--read-only",
                "--tmpfs",
                "/run:size=1m",
                "busybox",
                "sh",
                "-c",
                "touch /x; touch /run/y && echo ok");

        assertThat(result.out()).isEqualTo("ok\n");
        assertThat(result.err()).contains("Read-only file system");
    }

    @Test
    void namespacesAreShared() {
        sleeper("host");

        assertThat(docker.run(
                                "run",
                                "--pid",
                                "host",
                                "busybox",
                                "ls",
                                "-d",
                                "/proc/" + ProcessHandle.current().pid())
                        .code())
                .isZero();
        docker.run("exec", "host", "sh", "-c", "echo shared > /dev/shm/note").text();
        assertThat(docker.run("run", "--ipc", "container:host", "busybox", "cat", "/dev/shm/note")
                        .text())
                .isEqualTo("shared");
        assertThat(docker.run("run", "--pid", "container:host", "busybox", "ps").text())
                .contains("sleep 1000");
        assertThat(docker.run("run", "--uts", "host", "busybox", "hostname").text())
                .isEqualTo(Commands.run(List.of("hostname")).text());
    }

    @Test
    void devicesAndPrivilegesAreGiven() {
        assertThat(docker.run("run", "--device", "/dev/kmsg:/dev/log-of-kernel", "busybox", "ls", "/dev/log-of-kernel")
                        .text())
                .isEqualTo("/dev/log-of-kernel");
        assertThat(docker.run("run", "--privileged", "busybox", "sh", "-c", "mount -t tmpfs x /tmp && echo mounted")
                        .text())
                .isEqualTo("mounted");
        assertThat(docker.run("run", "busybox", "sh", "-c", "mount -t tmpfs x /tmp")
                        .code())
                .isNotZero();
    }

    @Test
    void volumesArePassedOnAndOutliveContainers() {
        docker.run("run", "--name", "writer", "-v", "kept:/data", "busybox", "sh", "-c", "echo kept > /data/file")
                .text();

        assertThat(docker.run(
                                "run",
                                "--volumes-from",
                                "writer:ro",
                                "busybox",
                                "sh",
                                "-c",
                                "cat /data/file; touch /data/x")
                        .all())
                .contains("kept")
                .contains("Read-only file system");
        assertThat(docker.run("volume", "rm", "kept").code()).isNotZero();
        docker.run("rm", "-v", "writer").text();
        daemon.removeContainers();
        assertThat(docker.run("volume", "ls", "-q").text()).isEqualTo("kept");
        docker.run("volume", "rm", "kept").text();
        assertThat(docker.run("volume", "ls", "-q").text()).isEmpty();
    }

    @Test
    void aNewVolumeHoldsWhatTheImageHasThere() {
        assertThat(docker.run("run", "--rm", "-v", "fresh:/etc", "busybox", "grep", "-c", "sailor", "/etc/passwd")
                        .text())
                .isEqualTo("1");
        assertThat(docker.run("run", "--rm", "-v", "fresh:/data", "busybox", "cat", "/data/group")
                        .text())
                .contains("sailor");
        docker.run("volume", "rm", "fresh").text();
    }

    @Test
    void mountsAreDescribedByTheirParts() throws IOException {
        String made =
                "type=volume,source=made,target=/m,volume-driver=local,volume-opt=type=tmpfs,volume-opt=device=tmpfs,"
                        + "volume-opt=o=size=2m,volume-label=tier=gold";
        String there = "type=bind,readonly,target=/t,source=" + Files.createDirectory(folder.resolve("there"));
        assertThat(docker.run(
                                "run",
                                "--rm",
                                "--mount",
                                made,
                                "--mount",
                                there,
                                "--mount",
                                "type=tmpfs,target=/s",
                                "busybox",
                                "sh",
                                "-c",
                                "grep -E ' /[mst] ' /proc/mounts; touch /t/x")
                        .all())
                .containsPattern("tmpfs /m tmpfs [^\n]*size=2048k")
                .contains("tmpfs /s tmpfs")
                .contains("/t/x: Read-only file system");
        assertThat(docker.run("volume", "inspect", "-f", "{{.Driver}} {{.Labels.tier}} {{.Options.type}}", "made")
                        .text())
                .isEqualTo("local gold tmpfs");
        docker.run("volume", "rm", "made").text();

        assertThat(docker.run(
                                "create",
                                "--mount",
                                "type=bind,target=/t,source=" + folder.resolve("away"),
                                "busybox",
                                "sh")
                        .all())
                .contains("bind source path does not exist: " + folder.resolve("away"));
        assertThat(folder.resolve("away")).doesNotExist();
    }

    @Test
    void aFirstProcessThatReapsIsGivenToThoseWhoAskInTheBody() {
        String body =
                "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"],\"HostConfig\":{\"Init\":true,\"NetworkMode\":\"none\"}}";
        daemon.client().postJson("/containers/create?name=orderly", body);
        daemon.client().post("/containers/orderly/start");

        assertThat(docker.run("exec", "orderly", "ps").text())
                .contains("docker-init")
                .contains("sleep 1000");
        assertThat(docker.run("stop", "-t", "5", "orderly").text()).isEqualTo("orderly");
        assertThat(inspect("{{.State.ExitCode}}", "orderly")).isEqualTo("143");
    }

    @Test
    void bothExecutionDriversServeSideBySide() {
        docker.run("run", "-d", "--name", "native", "-l", "dev.wharf.exec-driver=native", "busybox", "sleep", "1000")
                .text();
        docker.run("run", "-d", "--name", "oci", "-l", "dev.wharf.exec-driver=oci", "busybox", "sleep", "1000")
                .text();

        for (String name : List.of("native", "oci")) {
            assertThat(docker.run("exec", name, "sh", "-c", "echo $HOSTNAME; exit 4")
                            .code())
                    .isEqualTo(4);
            assertThat(inspect("{{.ExecDriver}}", name)).startsWith(name);
            assertThat(docker.run("pause", name).text()).isEqualTo(name);
            assertThat(docker.run("unpause", name).text()).isEqualTo(name);
            assertThat(docker.run("stop", "-t", "0", name).text()).isEqualTo(name);
            assertThat(inspect("{{.State.ExitCode}}", name)).isEqualTo("137");
        }
    }

    @Test
    void logsAreKeptAsTheDriverSays() {
        docker.run("run", "--name", "silent", "--log-driver", "none", "busybox", "echo", "gone")
                .text();
        assertThat(docker.run("logs", "silent").all()).contains("does not support reading");

        docker.run(
                        "run",
                        "--name",
                        "turning",
                        "--log-opt",
                        "max-size=10k",
                        "--log-opt",
                        "max-file=2",
                        "busybox",
                        "seq",
                        "20000")
                .text();
        assertThat(docker.run("logs", "--tail", "1", "turning").text()).isEqualTo("20000");
        assertThat(docker.run("logs", "turning").text().lines().count()).isLessThan(2000);
        assertThat(docker.run("run", "--log-opt", "nosuch=1", "busybox", "true").err())
                .contains("unknown log opt 'nosuch' for json-file log driver");
    }

    private void sleeper(String name) {
        docker.run("run", "-d", "--name", name, "busybox", "sleep", "1000").text();
    }

    private String inspect(String format, String container) {
        return docker.run("inspect", "-f", format, container).text();
    }

    private String capabilities(String... options) {
        List<String> words = new java.util.ArrayList<>(List.of("run"));
        words.addAll(List.of(options));
        words.addAll(List.of("busybox", "grep", "CapEff", "/proc/self/status"));
        String line = docker.run(words.toArray(String[]::new)).text();
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
