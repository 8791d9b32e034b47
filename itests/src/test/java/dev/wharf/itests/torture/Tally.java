package dev.wharf.itests.torture;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** Counts answers. Thread-safe. */
final class Tally {
    private final Map<String, Row> rows = new ConcurrentSkipListMap<>();

    /**
     * The answers to calls of one name.
     *
     * @param statuses how often each came
     * @param slowest in nanoseconds
     */
    private record Row(Map<Integer, Integer> statuses, long slowest) {
        Row with(Row other) {
            Map<Integer, Integer> sum = new TreeMap<>(statuses);
            other.statuses.forEach((status, count) -> sum.merge(status, count, Integer::sum));
            return new Row(sum, Math.max(slowest, other.slowest));
        }

        @Override
        public String toString() {
            return "%-16s slowest %6d ms   %s"
                    .formatted(
                            "",
                            slowest / 1_000_000,
                            statuses.entrySet().stream()
                                    .map(entry -> entry.getValue() + " x "
                                            + (entry.getKey() == 0 ? "broken" : entry.getKey()))
                                    .collect(Collectors.joining(", ")))
                    .substring(16);
        }
    }

    void count(String name, int status, long nanos) {
        rows.merge(name, new Row(Map.of(status, 1), nanos), Row::with);
    }

    /** A table. */
    @Override
    public String toString() {
        return rows.entrySet().stream()
                .map(entry -> "  %-18s%s".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
