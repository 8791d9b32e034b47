package dev.wharf.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A daemon of the assembled distribution on temporary roots of its own, and on a {@link Host} of its own unless it is given
 * one. Ends with everything that it made.
 */
public final class WharfDaemon implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final List<String> flags;
    private final Launch launch;
    private final Host host;
    private final boolean ownsHost;
    private Optional<Process> process = Optional.empty();
    private boolean hasDisk;
    private boolean rehearses;

    /**
     * How the program is started.
     *
     * @param prefix words before the command, such as of a program that becomes it
     * @param environment added to that of this process
     */
    record Launch(List<String> prefix, Map<String, String> environment) {
        /** As people do it. */
        static final Launch PLAIN = new Launch(List.of(), Map.of());
    }

    private WharfDaemon(List<String> flags, Launch launch, Optional<Host> host) {
        this.root = temporaryRoot();
        this.flags = List.copyOf(flags);
        this.launch = launch;
        this.host = host.orElseGet(Host::make);
        this.ownsHost = host.isEmpty();
    }

    /** Starts a daemon, with further flags, and waits until it is ready. */
    public static WharfDaemon start(String... flags) {
        return started(new WharfDaemon(List.of(flags), Launch.PLAIN, Optional.empty()));
    }

    /**
     * Starts a daemon which rehearses some time after each start, as users' daemons do. The others leave it out: it takes the
     * processors of tests, and folders come and go meanwhile.
     */
    public static WharfDaemon startRehearsing(String... flags) {
        WharfDaemon daemon = new WharfDaemon(List.of(flags), Launch.PLAIN, Optional.empty());
        daemon.rehearses = true;
        return started(daemon);
    }

    /** Starts a daemon on a host. */
    static WharfDaemon startOn(Host host, String... flags) {
        return startOn(host, Launch.PLAIN, flags);
    }

    /** Starts a daemon on a host in its own way. */
    static WharfDaemon startOn(Host host, Launch launch, String... flags) {
        return started(new WharfDaemon(List.of(flags), launch, Optional.of(host)));
    }

    /** Starts a daemon whose data root is a disk of its own, in memory. */
    public static WharfDaemon startOnDisk(int megabytes, String... flags) {
        WharfDaemon daemon = new WharfDaemon(List.of(flags), Launch.PLAIN, Optional.empty());
        try {
            Files.createDirectory(daemon.dataRoot());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Commands.run(List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + megabytes + "m",
                        "wharf-it",
                        daemon.dataRoot().toString()))
                .text();
        daemon.hasDisk = true;
        return started(daemon);
    }

    /** Starts a daemon with that Java. */
    public static WharfDaemon startWith(Path javaHome) {
        return started(new WharfDaemon(
                List.of(), new Launch(List.of(), Map.of("JAVA_HOME", javaHome.toString())), Optional.empty()));
    }

    /** The folder of the assembled distribution. */
    public static Path distribution() {
        String folder = System.getProperty("wharf.distribution", "../distribution/target/wharf-0.1.0-SNAPSHOT");
        return Path.of(folder).toAbsolutePath().normalize();
    }

    /** The folder that holds both roots, the socket, the deploy folder and the log. */
    public Path root() {
        return root;
    }

    /** Where its network is. */
    public Host host() {
        return host;
    }

    /** Starts {@code sleep 1000} in a container, and returns the id of that exec. */
    String startExec(String container) {
        String made = client().postJson("/containers/" + container + "/exec", "{\"Cmd\":[\"sleep\",\"1000\"]}")
                .body();
        String id = made.replaceAll("(?s).*\"Id\":\"([0-9a-f]{64})\".*", "$1");
        client().postJson("/exec/" + id + "/start", "{\"Detach\":true}");
        return id;
    }

    /** Where it listens. */
    public Path socket() {
        return root.resolve("docker.sock");
    }

    /** The value of DOCKER_HOST for it. */
    public String dockerHost() {
        return "unix://" + socket();
    }

    /** Its data root. */
    public Path dataRoot() {
        return root.resolve("data");
    }

    /** Its exec root. */
    public Path execRoot() {
        return root.resolve("exec");
    }

    /** Its deploy folder. */
    public Path deployFolder() {
        return root.resolve("deploy");
    }

    /** A client of its socket. */
    public RawClient client() {
        return new RawClient(socket());
    }

    /** Its process id. */
    public long pid() {
        return process.orElseThrow().pid();
    }

    /** What it has written to both outputs since the first start. */
    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the process again after {@link #stop} or {@link #kill9}, and waits until it is ready. */
    public void startAgain() {
        long printed = announcements();
        process = Optional.of(launch());
        Await.until(
                "the daemon",
                START_LIMIT,
                () -> announcements() > printed || !process.orElseThrow().isAlive(),
                this::tail);
        if (!process.orElseThrow().isAlive()) {
            throw new AssertionError(
                    "the daemon ended with " + process.orElseThrow().exitValue() + "\n" + tail());
        }
    }

    /** Stops it with SIGTERM and returns the exit code. */
    public int stop() {
        Process running = process.orElseThrow();
        running.destroy();
        try {
            if (!running.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
                throw new AssertionError("the daemon does not stop\n" + tail());
            }
            return running.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Stops it and starts it. */
    public void restart() {
        stop();
        startAgain();
    }

    /** Kills it with SIGKILL. */
    public void kill9() {
        process.orElseThrow().destroyForcibly().onExit().join();
    }

    /** Removes all containers. */
    public void removeContainers() {
        try {
            JsonNode containers =
                    JSON.readTree(client().get("/containers/json?all=1").bytes());
            for (JsonNode container : containers) {
                client().delete("/containers/" + container.get("Id").asText() + "?force=1&v=1");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes all images but the built-in one. */
    public void removeImages() {
        try {
            for (JsonNode image :
                    JSON.readTree(client().get("/images/json?all=1").bytes())) {
                if (!image.path("RepoTags").path(0).asText().startsWith("wharf/")) {
                    client().delete("/images/" + image.get("Id").asText() + "?force=1");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command line that starts a daemon with these flags on roots below the folder. */
    public static List<String> commandLine(Path root, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(
                distribution().resolve("bin/wharfd").toString(),
                "-H",
                "unix://" + root.resolve("docker.sock"),
                "--data-root",
                root.resolve("data").toString(),
                "--exec-root",
                root.resolve("exec").toString(),
                "--deploy-dir",
                root.resolve("deploy").toString()));
        command.addAll(flags);
        return command;
    }

    /** The end of the log, for messages of failure. */
    public String tail() {
        String log = log();
        return "--- end of the daemon's log\n" + log.substring(Math.max(0, log.length() - 12_000));
    }

    /**
     * Removes all containers, stops the daemon and deletes the roots.
     *
     * @throws AssertionError when something is left
     */
    @Override
    public void close() {
        if (!process.orElseThrow().isAlive()) {
            startAgain();
        }
        try {
            removeContainers();
            stop();
            if (hasDisk) {
                Commands.run(List.of("umount", dataRoot().toString())).text();
            }
            Await.until(
                    "the end of all monitors and mounts",
                    Duration.ofSeconds(10),
                    () -> Leftovers.of(root).isEmpty(),
                    () -> Leftovers.of(root) + "\n" + tail());
        } finally {
            process.orElseThrow().destroyForcibly();
            clear();
        }
    }

    private void clear() {
        Leftovers.sweep(root);
        delete(root);
        if (ownsHost) {
            host.close();
        }
    }

    private static WharfDaemon started(WharfDaemon daemon) {
        try {
            daemon.startAgain();
            return daemon;
        } catch (AssertionError e) {
            daemon.process.ifPresent(Process::destroyForcibly);
            daemon.clear();
            throw e;
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(launch.prefix());
        command.addAll(commandLine(root, flags));
        ProcessBuilder builder = new ProcessBuilder(host.command(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().putAll(launch.environment());
        if (!rehearses) {
            builder.environment()
                    .merge("WHARF_JAVA_OPTS", "-Dwharf.rehearsal=false", (ours, more) -> ours + ' ' + more);
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last line of the announcement tells that the daemon answers. */
    private long announcements() {
        return log().lines().filter(line -> line.startsWith("Stop it with")).count();
    }

    private Path logFile() {
        return root.resolve("log");
    }

    private static Path temporaryRoot() {
        try {
            Path root = Files.createTempDirectory("wharf-it").toRealPath();
            Files.createFile(root.resolve("log"));
            return root;
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
