package dev.wharf.launcher;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Text in columns. */
final class Table {
    private static final List<String> HEAD = List.of("KIND", "NAME", "VERSION", "STATE", "REASON");

    private Table() {}

    /** One line for the head, one for each driver. */
    static String of(List<DriverRow> drivers) {
        List<List<String>> rows = Stream.concat(
                        Stream.of(HEAD), drivers.stream().map(Table::cells))
                .toList();
        List<Integer> widths = IntStream.range(0, HEAD.size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
    }

    private static List<String> cells(DriverRow driver) {
        String state = driver.isDefault() ? driver.state() + " (default)" : driver.state();
        return List.of(driver.kind(), driver.name(), driver.version(), state, driver.reason());
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            text.append(row.get(i)).append(" ".repeat(widths.get(i) - row.get(i).length() + 3));
        }
        return text.toString().stripTrailing() + '\n';
    }
}
