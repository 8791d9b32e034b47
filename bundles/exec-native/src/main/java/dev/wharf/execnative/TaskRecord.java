package dev.wharf.execnative;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the driver must know of a task after a restart; a text file of {@code name=value} lines, format 1.
 *
 * @param cgroupParent of its control group
 * @param cgroupName of its control group
 * @param terminal whether it has one
 * @param ownPids whether it has a pid namespace of its own, whose end takes all of its processes
 * @param bootId of the host when it was made
 */
record TaskRecord(String cgroupParent, String cgroupName, boolean terminal, boolean ownPids, String bootId) {
    private static final String FORMAT = "1";
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    TaskRecord {
        requireNonNull(cgroupParent, "cgroupParent");
        requireNonNull(cgroupName, "cgroupName");
        requireNonNull(bootId, "bootId");
    }

    /** That of a further process in the task. */
    TaskRecord forExec(boolean itsTerminal) {
        return new TaskRecord(cgroupParent, cgroupName, itsTerminal, ownPids, bootId);
    }

    String text() {
        return "format=" + FORMAT + "\ncgroup.parent=" + cgroupParent + "\ncgroup.name=" + cgroupName + "\nterminal="
                + terminal + "\nown.pids=" + ownPids + "\nboot=" + bootId + "\n";
    }

    /** All processes of the group are killed with the task: without its name that would be those of the host. */
    private static boolean namesGroup(Map<String, String> values) {
        String parent = values.getOrDefault("cgroup.parent", "");
        return parent.startsWith("/")
                && !List.of(parent.split("/", -1)).contains("..")
                && NAME.matcher(values.getOrDefault("cgroup.name", "")).matches();
    }

    static Optional<TaskRecord> parse(String text) {
        Map<String, String> values = text.lines()
                .filter(line -> line.indexOf('=') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf('=')),
                        line -> line.substring(line.indexOf('=') + 1),
                        (first, second) -> second));
        if (!FORMAT.equals(values.get("format")) || !values.containsKey("boot") || !namesGroup(values)) {
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
