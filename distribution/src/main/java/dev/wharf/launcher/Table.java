package dev.wharf.launcher;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Text in columns. */
final class Table {
    private static final List<String> HEAD =
            List.of("KIND", "NAME", "VERSION", "STATE", "CALLS", "ERRORS", "STUCK", "SLOWEST CALL");
    private static final String ACTIVE = "active";
    private static final String INDENT = " ".repeat(8);

    private Table() {}

    /** One line for the head, one for each driver, and below that what is wrong with it. */
    static String of(List<DriverRow> drivers) {
        List<List<String>> rows = Stream.concat(
                        Stream.of(HEAD), drivers.stream().map(Table::cells))
                .toList();
        List<Integer> widths = widths(rows);
        return line(HEAD, widths)
                + drivers.stream()
                        .map(driver -> line(cells(driver), widths) + notes(driver))
                        .collect(Collectors.joining());
    }

    private static String notes(DriverRow driver) {
        return Stream.of(driver.reason(), driver.health().lastError())
                .filter(note -> !note.isEmpty())
                .map(note -> INDENT + note.lines().collect(Collectors.joining(" ")) + '\n')
                .collect(Collectors.joining());
    }

    private static List<Integer> widths(List<List<String>> rows) {
        return IntStream.range(0, HEAD.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
    }

    private static List<String> cells(DriverRow driver) {
        String state = driver.isDefault() ? driver.state() + " (default)" : driver.state();
        DriverRow.Health health = driver.health();
        return driver.state().equals(ACTIVE)
                ? List.of(
                        driver.kind(),
                        driver.name(),
                        driver.version(),
                        state,
                        health.calls(),
                        health.errors(),
                        health.stuck(),
                        health.slowest())
                : List.of(driver.kind(), driver.name(), driver.version(), state, "", "", "", "");
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            text.append(row.get(i)).append(" ".repeat(widths.get(i) - row.get(i).length() + 3));
        }
        return text.toString().stripTrailing() + '\n';
    }
}
