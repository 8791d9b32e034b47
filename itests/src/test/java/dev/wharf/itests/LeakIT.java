package dev.wharf.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many operations of all kinds leave nothing. {@code -Dwharf.operations=1000} makes it long. */
@Tag("privileged")
class LeakIT {
    private static final int OPERATIONS = Integer.getInteger("wharf.operations", 160);
    private static final int CLIENTS = 4;
    /** By how many threads the pools may differ at two moments. */
    private static final int POOLS = 16;

    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final String SLEEP = "[\"sleep\",\"1000\"]";
    private static final String END = "[\"sh\",\"-c\",\"echo out; exit 3\"]";

    private final long seed = System.nanoTime();
    private final Set<String> made = ConcurrentHashMap.newKeySet();
    private WharfDaemon daemon;

    @BeforeEach
    void startDaemon() {
        daemon = WharfDaemon.start();
        daemon.client().postTar("/images/create?fromSrc=-&repo=busybox&tag=latest", BusyboxRoot.tar());
    }

    @AfterEach
    void endDaemon() {
        daemon.close();
    }

    @Test
    void nothingIsLeft() {
        operate(CLIENTS * 8); // what is made once and kept, is there from now on
        List<String> before = settled();
        int threads = threads();

        operate(OPERATIONS);

        Await.until(
                "what was there before",
                SETTLING,
                () -> surplus(before).isEmpty(),
                () -> "seed " + seed + ": " + surplus(before));
        assertThat(surplus(before)).isEmpty();
        assertThat(threads()).as("threads, seed %d", seed).isLessThanOrEqualTo(threads + POOLS);
    }

    private int threads() {
        return list(Path.of("/proc", pid(), "task")).size();
    }

    private void operate(int operations) {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(seed + i);
                all.add(CompletableFuture.runAsync(
                        () -> {
                            for (int n = 0; n < operations / CLIENTS; n++) {
                                operation(random);
                            }
                        },
                        clients));
            }
            all.forEach(CompletableFuture::join);
        } finally {
            clients.shutdownNow();
        }
    }

    /** One container from its making to its removal, and something done with it. */
    private void operation(Random random) {
        RawClient client = daemon.client();
        String body = "{\"Image\":\"busybox\",\"Cmd\":" + (random.nextBoolean() ? SLEEP : END) + ",\"Tty\":"
                + random.nextBoolean()
                + ",\"OpenStdin\":true,\"Volumes\":{\"/v\":{}},\"HostConfig\":{\"NetworkMode\":\"none\"}}";
        String id = id(client.postJson("/containers/create", body));
        made.add(id);
        String container = "/containers/" + id;
        expect(client.post(container + "/start"), 204);
        switch (random.nextInt(8)) {
            case 0 -> exec(client, container, "{\"Cmd\":[\"true\"],\"AttachStdout\":true}");
            case 1 -> exec(client, container, "{\"Cmd\":[\"sleep\",\"1000\"],\"Tty\":true}");
            case 2 -> {
                client.post(container + "/pause");
                client.post(container + "/unpause");
            }
            case 3 -> client.get(container + "/stats?stream=0");
            case 4 -> client.get(container + "/logs?stdout=1&stderr=1");
            case 5 -> client.get(container + "/archive?path=/etc");
            case 6 -> client.post(container + "/restart?t=0");
            default -> client.get(container + "/top");
        }
        if (random.nextBoolean()) {
            client.post(container + "/kill");
        }
        expect(client.delete(container + "?force=1&v=1"), 204);
    }

    private void exec(RawClient client, String container, String body) {
        RawClient.Response made = client.postJson(container + "/exec", body);
        if (made.status() == 201) {
            client.postJson("/exec/" + id(made) + "/start", "{\"Detach\":true}");
        }
    }

    private static String id(RawClient.Response made) {
        expect(made, 201);
        return made.body().replaceAll("(?s).*\"Id\":\"([0-9a-f]{64})\".*", "$1");
    }

    private static void expect(RawClient.Response answer, int status) {
        if (answer.status() != status) {
            throw new AssertionError("status " + answer.status() + " " + answer.body());
        }
    }

    private List<String> settled() {
        WaitingMonitor.await(daemon);
        List<List<String>> seen = new ArrayList<>(List.of(List.of()));
        Await.until("rest", SETTLING, () -> {
            List<String> now = resources();
            boolean rests = now.equals(seen.get(0));
            seen.set(0, now);
            return rests;
        });
        return seen.get(0);
    }

    private List<String> surplus(List<String> before) {
        List<String> more = new ArrayList<>(resources());
        before.forEach(more::remove);
        return more.stream().filter(line -> !line.contains("socket:")).toList();
    }

    private List<String> resources() {
        List<String> found = new ArrayList<>();
        mounts().forEach(mount -> found.add("mount " + mount));
        list(Path.of("/proc", pid(), "fd")).forEach(fd -> found.add("descriptor " + target(fd)));
        cgroups().forEach(group -> found.add("cgroup " + group));
        monitors().forEach(monitor -> found.add("process " + monitor));
        for (Path folder : List.of(
                daemon.execRoot().resolve("containers"),
                daemon.dataRoot().resolve("containers"),
                daemon.dataRoot().resolve("volumes"))) {
            tree(folder).forEach(path -> found.add("path " + path));
        }
        found.sort(String::compareTo);
        return found;
    }

    private String pid() {
        return Long.toString(daemon.pid());
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(Path::toString).toList();
        } catch (IOException ignored) {
            return List.of(); // it has gone
        }
    }

    private static List<String> tree(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.map(Path::toString).toList();
        } catch (IOException | UncheckedIOException ignored) {
            return List.of("changing"); // somebody is at work there
        }
    }

    /** Those below the daemon's roots; others may be at work on this machine. */
    private List<String> mounts() {
        return read(Path.of("/proc", pid(), "mountinfo")).stream()
                .map(line -> line.split(" ", -1)[4])
                .filter(mount -> mount.startsWith(daemon.root() + "/"))
                .toList();
    }

    /** The groups of containers that were made here, which are called after them. */
    private List<String> cgroups() {
        return list(Path.of("/sys/fs/cgroup")).stream()
                .flatMap(hierarchy -> list(Path.of(hierarchy, "wharf")).stream())
                .filter(group -> made.stream().anyMatch(group::contains))
                .toList();
    }

    private List<String> monitors() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.parent().map(ProcessHandle::pid).orElse(0L) == daemon.pid())
                .map(process -> process.info().command().orElse("monitor"))
                .toList();
    }

    private static String target(String link) {
        try {
            return Files.readSymbolicLink(Path.of(link)).toString().replaceAll("\\[[0-9]+]", "");
        } catch (IOException ignored) {
            return "closed";
        }
    }
}
