package dev.wharf.execnative;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the kernel tells of a process whose record cannot be read, as long as its monitor lives: it goes on to run, and whoever
 * ends it finds all of it.
 */
final class LostRecord {
    private final Path proc;
    private final String bootId;

    LostRecord(String bootId) {
        this(Path.of("/proc"), bootId);
    }

    LostRecord(Path proc, String bootId) {
        this.proc = proc;
        this.bootId = bootId;
    }

    /**
     * Writes the record again.
     *
     * @param monitor the pid of the monitor
     * @param group the control group of its task
     * @return empty when no process is left that tells
     */
    Optional<TaskRecord> of(int monitor, String group) {
        return child(monitor).flatMap(child -> parent(child, group)
                .map(parent -> new TaskRecord(parent, group, hasTerminal(monitor), hasOwnPids(child), bootId)));
    }

    private Optional<String> child(int monitor) {
        String pid = Integer.toString(monitor);
        return lines(proc.resolve(pid).resolve("task").resolve(pid).resolve("children"))
                .flatMap(line -> Stream.of(line.strip().split(" ", -1)))
                .filter(word -> !word.isEmpty())
                .findFirst();
    }

    /** The group above that of the task; a process may be in a group below it. cgroups(7), /proc/pid/cgroup. */
    private Optional<String> parent(String child, String group) {
        return lines(proc.resolve(child).resolve("cgroup"))
                .map(line -> line.replaceFirst("^[0-9]+:[^:]*:", "") + "/")
                .filter(path -> path.contains("/" + group + "/"))
                .map(path -> path.substring(0, path.indexOf("/" + group + "/")))
                .map(parent -> parent.isEmpty() ? "/" : parent)
                .findFirst();
    }

    /** The monitor holds the other end of a terminal. */
    private boolean hasTerminal(int monitor) {
        Path descriptors = proc.resolve(Integer.toString(monitor)).resolve("fd");
        try (Stream<Path> open = Files.list(descriptors)) {
            return open.anyMatch(descriptor -> target(descriptor).endsWith("/ptmx"));
        } catch (IOException ignored) {
            return false; // it has just ended
        }
    }

    private boolean hasOwnPids(String child) {
        return !target(proc.resolve(child).resolve("ns/pid")).equals(target(proc.resolve("self/ns/pid")));
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException ignored) {
            return ""; // closed meanwhile
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readString(file, UTF_8).lines();
        } catch (IOException ignored) {
            return Stream.empty(); // it has just ended
        }
    }
}
