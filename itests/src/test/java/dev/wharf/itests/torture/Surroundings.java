package dev.wharf.itests.torture;

import dev.wharf.itests.Leftovers;
import dev.wharf.itests.WaitingMonitor;
import dev.wharf.itests.WharfDaemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a daemon holds and what lies around it while it has no containers. */
final class Surroundings {
    private static final int CGROUP_DEPTH = 4;
    /** Pools of connections, of the database and of threads differ a little at two moments. */
    private static final int SLACK = 16;

    /** Longer than idle threads of pools stay, those of the JDK for ended processes among them. */
    private static final Duration SETTLING = Duration.ofSeconds(90);

    private final WharfDaemon daemon;
    private final Ledger ledger;
    private final List<String> before;
    private final List<String> threads;
    private final List<String> descriptors;

    /** Remembers what there is now. */
    Surroundings(WharfDaemon daemon, Ledger ledger) {
        this.daemon = daemon;
        this.ledger = ledger;
        WaitingMonitor.await(daemon);
        this.before = things();
        this.threads = threads();
        this.descriptors = descriptors();
    }

    /** What there is now and was not then, as soon as it has settled; one line each. */
    List<String> leaks() {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        List<String> leaks = surplus();
        while (!leaks.isEmpty() && System.nanoTime() < deadline) {
            Pause.millis(500);
            leaks = surplus();
        }
        return leaks;
    }

    /** How many threads and descriptors there were and are, for the report. */
    String figures() {
        return "threads %d then, %d now; descriptors %d then, %d now"
                .formatted(
                        threads.size(),
                        threads().size(),
                        descriptors.size(),
                        descriptors().size());
    }

    private List<String> surplus() {
        List<String> leaks = without(before, things());
        leaks.addAll(many("thread", without(threads, threads())));
        leaks.addAll(many("descriptor", without(descriptors, descriptors())));
        return leaks;
    }

    private static List<String> many(String what, List<String> more) {
        return more.size() <= SLACK
                ? List.of()
                : more.stream().map(one -> what + " " + one).toList();
    }

    private static List<String> without(List<String> before, List<String> now) {
        List<String> more = new ArrayList<>(now);
        before.forEach(more::remove);
        return more;
    }

    private List<String> things() {
        List<String> things = new ArrayList<>();
        daemon.host().interfaces().forEach(one -> things.add("interface " + one.replaceAll("[0-9a-f]{7,}", "N")));
        daemon.host()
                .rules()
                .lines()
                .forEach(rule -> things.add("rule " + rule.replaceAll("(packets|bytes) \\d+", "")));
        cgroups().forEach(group -> things.add("cgroup " + group));
        Leftovers.of(daemon.root()).stream()
                .filter(left -> !left.startsWith("process " + daemon.pid() + " "))
                .forEach(left -> things.add(left.replaceAll("^process \\d+", "process N")));
        tree(daemon.execRoot()).forEach(path -> things.add("path " + path));
        return things;
    }

    private List<String> threads() {
        return list(proc("task")).stream()
                .flatMap(task -> lines(task.resolve("comm")))
                .map(name -> name.replaceAll("\\d+", "N"))
                .toList();
    }

    private List<String> descriptors() {
        return list(proc("fd")).stream().map(Surroundings::target).toList();
    }

    private Path proc(String name) {
        return Path.of("/proc", Long.toString(daemon.pid()), name);
    }

    /** The groups of containers of this run; others may be at work on this machine. */
    private List<String> cgroups() {
        Set<String> ids = ledger.containers().keySet();
        try (Stream<Path> tree = Files.walk(Path.of("/sys/fs/cgroup"), CGROUP_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return tree.map(path -> path.getFileName().toString())
                    .filter(ids::contains)
                    .toList();
        } catch (IOException | UncheckedIOException ignored) {
            return List.of(); // groups come and go; the next look tells
        }
    }

    /** The folders of containers, drivers and networks; not the copies of bundles, and not what is written at the first end. */
    private static List<String> tree(Path root) {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.map(path -> root.relativize(path).toString())
                    .filter(path -> !path.startsWith("felix") && !path.startsWith("fileinstall"))
                    .filter(path -> !path.endsWith("/parent-groups"))
                    .toList();
        } catch (IOException | UncheckedIOException ignored) {
            return List.of("changing"); // the next look tells
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException ignored) {
            return Stream.of(); // a thread that ended
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString().replaceAll("\\d+", "N");
        } catch (IOException ignored) {
            return "closed";
        }
    }
}
