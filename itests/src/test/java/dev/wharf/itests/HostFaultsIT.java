package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The host runs out of something, or takes it away: what needs it fails, all else goes on, and all is well afterwards. */
@Tag("privileged")
class HostFaultsIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    /** Descriptors for a client and a file or two; a start takes more than a dozen. */
    private static final int ENOUGH_FOR_A_CALL = 6;

    private static final String COUNT = "i=0; while true; do i=$((i+1)); echo $i; sleep 0.1; done";

    private WharfDaemon daemon;
    private DockerCli docker;
    private FaultyContainers containers;

    @BeforeEach
    void startDaemon() {
        daemon = WharfDaemon.start();
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        containers = new FaultyContainers(daemon);
        docker.runWith(BusyboxRoot.small(), "import", "-", "small").text();
        docker.runWith(BusyboxRoot.tar(), "import", "-", "busybox").text();
        docker.run("run", "-d", "--name", "counter", "busybox", "sh", "-c", COUNT)
                .text();
        containers.create("idle", "json-file").requireCreated();
        awaitLine();
    }

    private void awaitLine() {
        Await.until("a line", SOON, () -> docker.run("logs", "counter").text().contains("2"), daemon::tail);
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    @Test
    void withoutDescriptorsOthersGoOn() {
        String before = softLimit();
        limitDescriptors(limitThatLeaves(ENOUGH_FOR_A_CALL));
        try {
            assertThat(docker.run("start", "idle").code()).isNotZero();
            assertThat(docker.run("ps", "-q").text()).isNotEmpty();
            assertThat(docker.run("logs", "counter").text()).startsWith("1\n2");
        } finally {
            limitDescriptors(before);
        }
        assertThatAllIsWell();
    }

    @Test
    void theEndOfAContainerIsHeardOfWithoutDescriptors() {
        docker.run("run", "-d", "--name", "brief", "busybox", "sleep", "2").text();
        String before = softLimit();
        limitDescriptors(limitThatLeaves(0));
        CompletableFuture<Void> lifted = CompletableFuture.runAsync(
                () -> limitDescriptors(before), CompletableFuture.delayedExecutor(4, TimeUnit.SECONDS));
        lifted.join();

        Await.until("its end", SOON, () -> containers.status("brief").equals("exited"), daemon::tail);
        assertThatAllIsWell();
    }

    @Test
    void withoutThreadsTheDaemonLives() throws IOException {
        Path group = Path.of("/sys/fs/cgroup/pids/wharfit-" + daemon.pid());
        boolean isSecond = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
        Path place = isSecond ? Path.of("/sys/fs/cgroup/wharfit-" + daemon.pid()) : group;
        Files.createDirectory(place);
        try {
            docker.run("run", "-d", "--name", "brief", "busybox", "sleep", "2").text();
            Files.writeString(place.resolve("cgroup.procs"), Long.toString(daemon.pid()));
            Files.writeString(place.resolve("pids.max"), Files.readString(place.resolve("pids.current")));
            IntStream.range(0, 5).forEach(i -> docker.run("start", "idle"));
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS))
                    .join();

            Files.writeString(place.resolve("pids.max"), "max");

            Await.until("its end", SOON, () -> containers.status("brief").equals("exited"), daemon::tail);
            assertThatAllIsWell();
        } finally {
            Await.until("an empty group", SOON, () -> isLeft(place), () -> processes(place));
        }
    }

    /** What was started by the daemon is in its group, too. */
    private static boolean isLeft(Path group) {
        try {
            for (String process : processes(group).lines().toList()) {
                Files.writeString(group.resolveSibling("cgroup.procs"), process);
            }
            return Files.deleteIfExists(group);
        } catch (IOException e) {
            return false;
        }
    }

    private static String processes(Path group) {
        try {
            return Files.readString(group.resolve("cgroup.procs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aMonitorThatIsStoppedHoldsUpItsContainerAlone() {
        docker.run("run", "-d", "--name", "stuck", "busybox", "sleep", "1000").text();
        String monitor = monitor("stuck");
        Commands.run(List.of("kill", "-STOP", monitor)).text();

        containers.stop("stuck").requireFailure(500, "did not receive an exit event");
        assertThat(docker.run("exec", "counter", "echo", "in").text()).isEqualTo("in");
        Commands.run(List.of("kill", "-CONT", monitor)).text();

        Await.until("its end", SOON, () -> containers.status("stuck").equals("exited"), daemon::tail);
        containers.remove("stuck").requireDone();
        assertThatAllIsWell();
    }

    @Test
    void aFullExecRootKeepsContainersFromStarting() throws IOException {
        daemon.removeContainers();
        daemon.stop();
        Commands.run(List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=16m",
                        "wharf-it",
                        daemon.execRoot().toString()))
                .text();
        try {
            daemon.startAgain();
            docker.run("run", "-d", "--name", "counter", "busybox", "sh", "-c", COUNT)
                    .text();
            containers.create("idle", "json-file").requireCreated();
            awaitLine();
            Path ballast = daemon.execRoot().resolve("ballast");
            Commands.run(List.of("sh", "-c", "cat /dev/zero > " + ballast));

            containers.start("idle").requireFailure("space");
            assertThat(docker.run("logs", "counter").text()).startsWith("1\n2");
            assertThat(docker.run("ps", "-q").text()).isNotEmpty();
            containers.remove("idle").requireDone();
            containers.removeByForce("counter").requireDone();

            Files.delete(ballast);
            docker.run("run", "-d", "--name", "counter", "busybox", "sh", "-c", COUNT)
                    .text();
            containers.create("idle", "json-file").requireCreated();
            assertThatAllIsWell();
            daemon.removeContainers();
            daemon.stop();
        } finally {
            Commands.run(List.of("umount", "-l", daemon.execRoot().toString()));
        }
    }

    @Test
    void aDataRootThatBecomesReadOnlyLosesNothing() throws IOException {
        try (IllDisk disk = onIllDisk(daemon.dataRoot())) {
            String writer =
                    docker.run("inspect", "-f", "{{.State.Pid}}", "counter").text();
            Commands.run(List.of("kill", "-STOP", writer)).text();
            Commands.run(List.of("sync", "-f", daemon.dataRoot().toString())).text(); // what is not on it goes with it
            disk.makeReadOnly();
            Commands.run(List.of("kill", "-CONT", writer)).text();

            assertThatNothingNewIsMade();
            assertThat(docker.run("exec", "counter", "echo", "in").text()).isEqualTo("in");
            containers.start("idle").requireFailure(500, "ead-only file system");
            containers.remove("idle").requireFailure(500, "ead-only file system");
            containers.stop("counter").within(Duration.ofSeconds(20)).requireDone();

            daemon.stop();
            disk.repair();
            daemon.startAgain();
            assertThat(containers.status("counter")).isEqualTo("exited");
            List<String> lines = docker.run("logs", "counter").text().lines().toList();
            assertThat(lines)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, lines.size())
                            .mapToObj(Integer::toString)
                            .toList());
            containers.start("counter").requireDone();
            assertThatAllIsWell();
        }
    }

    @Test
    void anExecRootThatBecomesReadOnlyKeepsContainersFromStartingAlone() throws IOException {
        try (IllDisk disk = onIllDisk(daemon.execRoot())) {
            disk.makeReadOnly();

            containers.start("idle").requireFailure(500, "ead-only file system");
            assertThat(docker.run("ps", "-q").text()).isNotEmpty();
            assertThat(docker.run("logs", "counter").text()).startsWith("1\n2");
            containers.remove("idle").requireDone();
            String monitor = monitor("counter");
            assertThat(containers.stop("counter").within(Duration.ofSeconds(25)).status())
                    .isIn(204, 500);

            daemon.stop();
            Commands.run(List.of("kill", "-KILL", monitor)); // it could not write down how its container ended
        }
        daemon.startAgain();
        containers.create("idle", "json-file").requireCreated();
        containers.start("counter").requireDone();
        assertThatAllIsWell();
    }

    private String monitor(String container) {
        return docker.shell("awk '/^PPid/ {print $2}' /proc/$($DOCKER inspect -f '{{.State.Pid}}' " + container
                        + ")/status")
                .text();
    }

    private void assertThatNothingNewIsMade() {
        containers.create("new", "json-file").requireFailure(500, "ead-only file system");
        assertThat(docker.run("tag", "busybox", "new").code()).isNotZero();
        assertThat(docker.run("network", "create", "new").code()).isNotZero();
        assertThat(docker.run("images", "-q").text()).isNotEmpty();
        assertThat(containers.status("new")).isEmpty();
    }

    /** The daemon goes on with a disk of its own that can fall ill. */
    private IllDisk onIllDisk(Path root) throws IOException {
        daemon.removeContainers();
        daemon.stop();
        IllDisk disk = IllDisk.in(daemon.root(), root);
        daemon.startAgain();
        if (docker.run("inspect", "busybox").code() != 0) {
            docker.runWith(BusyboxRoot.tar(), "import", "-", "busybox").text();
        }
        docker.run("run", "-d", "--name", "counter", "busybox", "sh", "-c", COUNT)
                .text();
        containers.create("idle", "json-file").requireCreated();
        awaitLine();
        return disk;
    }

    private void assertThatAllIsWell() {
        Await.until("a start", SOON, () -> containers.start("idle").isDone(), daemon::tail);
        assertThat(docker.run("run", "--rm", "busybox", "echo", "ok").text()).isEqualTo("ok");
        String counted = docker.run("logs", "--tail", "1", "counter").text();
        Await.until("more lines", SOON, () -> !docker.run("logs", "--tail", "1", "counter")
                .text()
                .equals(counted));
        assertThat(docker.run("images", "-q").text().lines()).hasSizeGreaterThanOrEqualTo(2);
        containers.removeByForce("idle").requireDone();
    }

    private String softLimit() {
        return docker.shell("awk '/open files/ {print $4}' /proc/" + daemon.pid() + "/limits")
                .text();
    }

    /** The soft limit alone, which can be raised again by everybody. */
    private void limitDescriptors(String soft) {
        Commands.run(List.of("prlimit", "--pid", Long.toString(daemon.pid()), "--nofile=" + soft + ":"))
                .text();
    }

    /** A limit below which so many numbers are free: descriptors in use do not lie close together. */
    private String limitThatLeaves(int free) {
        Path folder = Path.of("/proc", Long.toString(daemon.pid()), "fd");
        int last = IntStream.iterate(0, i -> i + 1)
                .filter(i ->
                        !Files.exists(folder.resolve(Integer.toString(i)), java.nio.file.LinkOption.NOFOLLOW_LINKS))
                .skip(free)
                .findFirst()
                .orElseThrow();
        return Integer.toString(last);
    }
}
