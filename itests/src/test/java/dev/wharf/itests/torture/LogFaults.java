package dev.wharf.itests.torture;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a daemon has warned of, each kind once with its number. */
record LogFaults(String log) {
    @Override
    public String toString() {
        Map<String, Integer> counts = new TreeMap<>();
        log.lines()
                .filter(line -> line.matches("\\S+Z (warn|error) .*|\\s*(Caused by: |java\\.|dev\\.).*"))
                .map(line -> line.replaceFirst("^\\S+Z ", "")
                        .replaceAll("[0-9a-f]{12,}", "ID")
                        .replaceAll("\\d+", "N"))
                .forEach(line -> counts.merge(line, 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> "  %5d x %s".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining("\n", "the daemon's log:\n", ""));
    }
}
