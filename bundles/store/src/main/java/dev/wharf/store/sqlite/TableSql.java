package dev.wharf.store.sqlite;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of one table: key, JSON text, and a column {@code by_<name>} for each index. The names were checked
 * where they entered.
 *
 * @param table its name
 * @param indexes names of the indexes, sorted; {@link #put} takes their values in this order
 * @param put inserts or replaces a row
 * @param find selects key and JSON of one row
 */
record TableSql(String table, List<String> indexes, String put, String find) {

    static TableSql of(String table, Collection<String> names) {
        List<String> indexes = names.stream().sorted().toList();
        return new TableSql(table, indexes, upsert(table, indexes), select(table) + " WHERE key = ?");
    }

    String create() {
        return "CREATE TABLE IF NOT EXISTS \"" + table + "\" (key TEXT PRIMARY KEY NOT NULL, json TEXT NOT NULL)";
    }

    String columns() {
        return "SELECT name FROM pragma_table_info('" + table + "')";
    }

    List<String> missingFrom(List<String> columns) {
        return indexes.stream()
                .map(TableSql::column)
                .filter(column -> !columns.contains(column))
                .toList();
    }

    String addColumn(String column) {
        return "ALTER TABLE \"" + table + "\" ADD COLUMN " + column + " TEXT";
    }

    List<String> createIndexes() {
        return indexes.stream()
                .map(index -> "CREATE INDEX IF NOT EXISTS \"" + table + '_' + column(index) + "\" ON \"" + table
                        + "\" (" + column(index) + ")")
                .toList();
    }

    String all() {
        return select(table) + " ORDER BY key";
    }

    String by(String index) {
        if (!indexes.contains(index)) {
            throw new IllegalArgumentException(table + " has no index " + index);
        }
        return select(table) + " WHERE " + column(index) + " = ? ORDER BY key";
    }

    String remove() {
        return "DELETE FROM \"" + table + "\" WHERE key = ?";
    }

    /** Removes a row that still holds the JSON that was read. */
    String removeSame() {
        return remove() + " AND json = ?";
    }

    private static String upsert(String table, List<String> indexes) {
        String columns = indexes.stream().map(index -> ", " + column(index)).collect(Collectors.joining());
        String changes = indexes.stream()
                .map(index -> ", " + column(index) + " = excluded." + column(index))
                .collect(Collectors.joining());
        return "INSERT INTO \"" + table + "\" (key, json" + columns + ") VALUES (?, ?" + ", ?".repeat(indexes.size())
                + ") ON CONFLICT (key) DO UPDATE SET json = excluded.json" + changes;
    }

    private static String select(String table) {
        return "SELECT key, json FROM \"" + table + '"';
    }

    private static String column(String index) {
        return "by_" + index;
    }
}
