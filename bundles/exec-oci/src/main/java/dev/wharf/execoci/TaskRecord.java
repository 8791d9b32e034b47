package dev.wharf.execoci;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the driver must know of a task, or of a further process, after a restart; {@code name=value} lines, format 1.
 *
 * @param cgroupParent of its control group
 * @param cgroupName of its control group
 * @param terminal whether it has one
 * @param ownPids whether it has a pid namespace of its own, whose end takes all of its processes
 * @param bootId of the host when it was made
 */
record TaskRecord(String cgroupParent, String cgroupName, boolean terminal, boolean ownPids, String bootId) {
    private static final String FORMAT = "1";

    TaskRecord {
        requireNonNull(cgroupParent, "cgroupParent");
        requireNonNull(cgroupName, "cgroupName");
        requireNonNull(bootId, "bootId");
    }

    /** The same, for a further process in the task. */
    TaskRecord of(boolean hasTerminal) {
        return new TaskRecord(cgroupParent, cgroupName, hasTerminal, ownPids, bootId);
    }

    String text() {
        return "format=" + FORMAT + "\ncgroup.parent=" + cgroupParent + "\ncgroup.name=" + cgroupName + "\nterminal="
                + terminal + "\nown.pids=" + ownPids + "\nboot=" + bootId + "\n";
    }

    static Optional<TaskRecord> parse(String text) {
        Map<String, String> values = text.lines()
                .filter(line -> line.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (first, second) -> second));
        if (!FORMAT.equals(values.get("format")) || !values.containsKey("boot")) {
            return Optional.empty();
        }
        return Optional.of(new TaskRecord(
                values.getOrDefault("cgroup.parent", ""),
                values.getOrDefault("cgroup.name", ""),
                Boolean.parseBoolean(values.getOrDefault("terminal", "false")),
                Boolean.parseBoolean(values.getOrDefault("own.pids", "true")),
                values.getOrDefault("boot", "")));
    }
}
