package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A daemon that starts sweeps what it left when it was killed, sets aside what it cannot read, and ends what a restart of the
 * host ended; nothing that is not its own is touched.
 */
@Tag("privileged")
class OrphansIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String NOBODY = "5eed".repeat(16);
    private static final String OTHER = "0dd5".repeat(16);

    private static Host host;
    private static WharfDaemon daemon;
    private static DockerCli docker;
    private static Database database;

    @BeforeAll
    static void startDaemon() {
        host = Host.make();
        daemon = WharfDaemon.startOn(host);
        docker = new DockerCli(DockerCli.programs().get(0), daemon);
        docker.runWith(BusyboxRoot.tar(), "import", "-", "bb").text();
        database = new Database(daemon);
    }

    @AfterAll
    static void endDaemon() {
        daemon.close();
        host.close();
    }

    @AfterEach
    void removeContainers() {
        daemon.removeContainers();
        docker.run("network", "rm", "inner");
    }

    @Test
    void whatNobodyClaimsIsSwept() throws IOException {
        docker.run("run", "-d", "--name", "stays", "bb", "sleep", "1000").text();
        daemon.kill9();
        List<Path> left = leaveThings();
        Process member = new ProcessBuilder("sleep", "1000").start();
        List<Path> groups = groups(NOBODY);
        join(groups, member);
        writeTask(NOBODY);
        Process foreign = new ProcessBuilder("sleep", "1000").start();
        List<Path> foreignGroups = groups(OTHER);
        join(foreignGroups, foreign);
        Path foreignMount = Files.createDirectories(daemon.dataRoot().resolve("containers/" + OTHER + "/mine"));
        Commands.run(List.of("mount", "-t", "tmpfs", "foreign", foreignMount.toString()))
                .text();
        Files.writeString(foreignMount.resolve("precious"), "x");
        host.run("ip", "link", "add", "theirs", "type", "veth", "peer", "name", "theirs2")
                .text();
        host.run("ip", "link", "set", "theirs", "master", "docker0").text();
        try {
            daemon.startAgain();

            for (Path path : left) {
                Await.until("the sweep of " + path, SOON, () -> !Files.exists(path), daemon::tail);
            }
            groups.forEach(
                    group -> Await.until("the sweep of " + group, SOON, () -> !Files.exists(group), daemon::tail));
            assertThat(member.onExit().join().exitValue()).isEqualTo(137);
            assertThat(foreign.isAlive()).isTrue();
            foreignGroups.forEach(group -> assertThat(group).exists());
            assertThat(foreignMount.resolve("precious")).hasContent("x");
            assertThat(host.interfaces()).contains("theirs", "theirs2");
            assertThat(docker.run("exec", "stays", "echo", "here").text()).isEqualTo("here");
        } finally {
            member.destroyForcibly();
            foreign.destroyForcibly().onExit().join();
            for (Path group : foreignGroups) {
                Files.deleteIfExists(group);
            }
            Commands.run(List.of("umount", foreignMount.toString()));
            delete(daemon.dataRoot().resolve("containers/" + OTHER));
            host.run("ip", "link", "delete", "theirs");
        }
    }

    /** What a daemon may leave that is killed in the middle of its work. */
    private static List<Path> leaveThings() throws IOException {
        Path data = daemon.dataRoot();
        Path exec = daemon.execRoot();
        Path mounted = Files.createDirectories(exec.resolve("roots").resolve(NOBODY));
        Commands.run(List.of("mount", "-t", "tmpfs", "wharf-it", mounted.toString()))
                .text();
        List<Path> folders = List.of(
                data.resolve("containers").resolve(NOBODY),
                exec.resolve("containers").resolve(NOBODY),
                data.resolve("tmp/images/half"),
                data.resolve("volumes/.removed-" + NOBODY));
        for (Path folder : folders) {
            Files.writeString(Files.createDirectories(folder).resolve("file"), "left");
        }
        Path temporary = Files.writeString(data.resolve("tmp/left"), "left");
        return Stream.concat(folders.stream(), Stream.of(mounted, temporary)).toList();
    }

    /** The groups of a container in all hierarchies. */
    private static List<Path> groups(String id) throws IOException {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
            List<String[]> all = mounts.map(line -> line.split(" ", -1)).toList();
            boolean hasFirst = all.stream().anyMatch(mount -> List.of(mount).contains("cgroup"));
            return all.stream()
                    .filter(mount -> List.of(mount).contains(hasFirst ? "cgroup" : "cgroup2"))
                    .map(mount -> Path.of(mount[4]).resolve("wharf").resolve(id))
                    .distinct()
                    .toList();
        }
    }

    private static void join(List<Path> groups, Process process) throws IOException {
        for (Path group : groups) {
            Files.createDirectories(group);
            for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
                if (group.toString().contains("cpuset") && Files.exists(group.resolve(file))) {
                    Files.writeString(group.resolve(file), Files.readString(group.resolveSibling(file)));
                }
            }
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(process.pid()));
        }
    }

    /** A task that was being made: its folder, its record, and no process that a monitor has told of. */
    private static void writeTask(String id) throws IOException {
        Path task = Files.createDirectories(tasks().resolve(id));
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        Files.writeString(
                task.resolve("record"),
                "format=1\ncgroup.parent=/wharf\ncgroup.name=" + id + "\nterminal=false\nown.pids=true\nboot=" + boot
                        + "\n");
        Commands.run(List.of(
                        "mkfifo",
                        task.resolve("control").toString(),
                        task.resolve("notify").toString()))
                .text();
        Files.write(task.resolve("status"), new byte[64]);
        Files.createFile(task.resolve("lock"));
    }

    private static Path tasks() throws IOException {
        try (Stream<Path> tree = Files.walk(daemon.execRoot(), 4)) {
            return tree.filter(path -> path.endsWith("native/tasks"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void brokenFilesElsewhereStopNothing() throws IOException {
        byte[] garbage = {(byte) 0xff, 0, '\n', '/', '.', '.', (byte) 0xfe, '\n', 'x', '=', 'y', '\n'};
        docker.run("run", "-d", "--name", "runs", "bb", "sh", "-c", "echo one; while :; do sleep 0.2; echo more; done")
                .text();
        docker.run("run", "-d", "--name", "plain", "bb", "sleep", "1000").text();
        String id = docker.run("inspect", "-f", "{{.Id}}", "runs").text();
        String exec = daemon.startExec("runs");
        Path log = Path.of(docker.run("inspect", "-f", "{{.LogPath}}", "runs").text());
        Await.until("the first line", SOON, () -> size(log) > 0);
        daemon.kill9();
        Path task = tasks().resolve(id);
        for (Path file : List.of(
                daemon.dataRoot().resolve("default-drivers"),
                daemon.dataRoot().resolve("engine-id"),
                tasks().resolveSibling("parent-groups"),
                task.resolve("record"),
                task.resolve("execs").resolve(exec).resolve("record"),
                tasks().resolve("not a task"))) {
            Files.write(file, garbage);
        }
        Files.write(log, garbage, java.nio.file.StandardOpenOption.APPEND);
        Commands.run(List.of("chown", "1234:1234", log.toString())).text();

        daemon.startAgain();

        assertThat(docker.run("exec", "runs", "echo", "here").text()).isEqualTo("here");
        assertThat(daemon.client().get("/exec/" + exec + "/json").body()).contains("\"Running\":true");
        assertThat(docker.run("logs", "runs").all()).contains("one");
        docker.run("stop", "-t", "0", "plain").text();
        docker.run("rm", "-f", "runs").text();
        groups(id).forEach(group -> assertThat(group).doesNotExist());
        assertThat(task).doesNotExist();
        Files.delete(tasks().resolve("not a task"));
        assertThat(docker.run("run", "--rm", "bb", "echo", "new").text()).isEqualTo("new");
    }

    @Test
    void aRestartOfTheHostEndsAllContainers() throws IOException {
        leaveOneOfEachKind();
        daemon.kill9();
        database.change("UPDATE container_runs SET json = replace(json, '\"EXITED\"', '\"REMOVING\"') WHERE key ="
                + " (SELECT key FROM containers WHERE by_name = 'leaving')");
        endHost();
        delete(daemon.execRoot());

        daemon.startAgain();

        assertThatAllHaveEnded();
    }

    /** The exec root need not be a file system in memory: then the boot id tells. */
    @Test
    void aRestartOfTheHostIsSeenByTheBootId() throws IOException {
        leaveOneOfEachKind();
        daemon.kill9();
        database.change("UPDATE container_runs SET json = replace(json, '\"EXITED\"', '\"REMOVING\"') WHERE key ="
                + " (SELECT key FROM containers WHERE by_name = 'leaving')");
        endHost();
        try (Stream<Path> tree = Files.walk(daemon.execRoot())) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("record") || file.endsWith("boot")) {
                    String text = Files.readString(file);
                    Files.writeString(
                            file,
                            text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "11111111-earlier-boot"));
                }
            }
        }

        daemon.startAgain();

        assertThatAllHaveEnded();
    }

    private static void leaveOneOfEachKind() {
        docker.run("network", "create", "inner").text();
        docker.run("run", "-d", "--name", "plain", "bb", "sleep", "1000").text();
        docker.run(
                        "run",
                        "-d",
                        "--name",
                        "again",
                        "--restart",
                        "always",
                        "--net",
                        "inner",
                        "-p",
                        "8080:80",
                        "-v",
                        "kept:/v",
                        "bb",
                        "sh",
                        "-c",
                        "echo $((1 + $(cat /v/count || echo 0))) > /v/count; exec sleep 1000")
                .text();
        docker.run("run", "-d", "--name", "paused", "bb", "sleep", "1000").text();
        docker.run("pause", "paused").text();
        // the command itself removes what it was told to, with so old an API; the daemon does so when it is asked
        daemon.client()
                .postJson(
                        "/containers/create?name=passing",
                        "{\"Image\":\"bb\",\"Cmd\":[\"sleep\",\"1000\"],\"HostConfig\":{\"AutoRemove\":true}}");
        assertThat(daemon.client().post("/containers/passing/start").status()).isEqualTo(204);
        docker.run("run", "--name", "leaving", "bb", "true").text();
        docker.run("create", "--name", "fresh", "bb", "true").text();
        daemon.startExec("plain");
        daemon.startExec("again");
    }

    /** All processes end; interfaces, rules and mounts are gone. */
    private static void endHost() throws IOException {
        thaw(database.find("SELECT key FROM containers WHERE by_name = 'paused'"));
        for (String name : List.of("plain", "again", "paused", "passing")) {
            kill(database.find("SELECT key FROM containers WHERE by_name = '" + name + "'"));
        }
        Leftovers.sweep(daemon.root());
        Await.until("the end of all", SOON, () -> Leftovers.of(daemon.root()).isEmpty());
        for (String device : host.interfaces()) {
            if (!device.equals("lo")) {
                host.run("ip", "link", "delete", device);
            }
        }
        host.run("nft", "flush", "ruleset").text();
    }

    /** The processes of a container, which a daemon would find again if they lived on. */
    private static void kill(String id) throws IOException {
        for (Path group : groups(id)) {
            for (String pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
                Commands.run(List.of("kill", "-9", pid));
            }
        }
    }

    /** What is frozen does not die, other than with the host. */
    private static void thaw(String id) throws IOException {
        for (Path group : groups(id)) {
            for (String file : List.of("freezer.state", "cgroup.freeze")) {
                if (Files.exists(group.resolve(file))) {
                    Files.writeString(group.resolve(file), file.equals("freezer.state") ? "THAWED" : "0");
                }
            }
        }
    }

    private static Set<String> names() {
        return docker.run("ps", "-a", "--format", "{{.Names}}").text().lines().collect(Collectors.toSet());
    }

    private static void assertThatAllHaveEnded() {
        Await.until(
                "the removals", SOON, () -> names().equals(Set.of("plain", "again", "paused", "fresh")), daemon::tail);
        String format = "{{.Name}} {{.State.Status}} {{.State.Paused}} {{.State.ExitCode}} {{.State.Pid}}";
        assertThat(docker.run("inspect", "-f", format, "plain", "paused", "fresh")
                        .text()
                        .lines())
                .containsExactly("/plain exited false 137 0", "/paused exited false 137 0", "/fresh created false 0 0");
        Await.until(
                "the restart",
                SOON,
                () -> docker.run("exec", "again", "cat", "/v/count").out().equals("2\n"),
                daemon::tail);
        assertThat(docker.run("port", "again").text()).contains("80/tcp -> 0.0.0.0:8080");
        assertThat(host.rules()).contains("8080");
        assertThat(docker.run("inspect", "-f", "{{len .ExecIDs}}", "plain").text())
                .isEqualTo("0");
        docker.run("start", "plain").text();
        assertThat(docker.run("exec", "plain", "ip", "address", "show", "eth0").text())
                .contains("172.17.");
        assertThat(docker.run("run", "--name", "leaving", "--net", "inner", "bb", "echo", "new")
                        .text())
                .isEqualTo("new");
        docker.run("rm", "-f", "again", "leaving").text();
        docker.run("network", "rm", "inner").text();
        docker.run("volume", "rm", "kept").text();
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
