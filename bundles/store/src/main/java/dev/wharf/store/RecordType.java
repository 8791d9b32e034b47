package dev.wharf.store;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A type of records.
 *
 * @param name of the table, {@code [a-z][a-z_]*}; not {@code broken}, where unreadable records are kept
 * @param type the Java record; may hold records, enums, texts, numbers, instants, Optionals, collections of them, and
 *     sealed interfaces whose cases are records
 * @param indexes values to look records up by, by name, {@code [a-zA-Z][a-zA-Z_]*}
 * @param <R> the type
 */
public record RecordType<R extends Record>(String name, Class<R> type, Map<String, Function<R, String>> indexes) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z_]*");
    private static final Pattern INDEX = Pattern.compile("[a-zA-Z][a-zA-Z_]*");

    /** Checks and copies. */
    public RecordType {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        indexes = Map.copyOf(indexes);
        if (!NAME.matcher(name).matches() || name.equals("broken") || name.startsWith("sqlite_")) {
            throw new IllegalArgumentException("not the name of a set of records: " + name);
        }
        for (String index : indexes.keySet()) {
            if (!INDEX.matcher(index).matches()) {
                throw new IllegalArgumentException("not the name of an index: " + index);
            }
        }
    }

    /** A type without indexes. */
    public static <R extends Record> RecordType<R> of(String name, Class<R> type) {
        return new RecordType<>(name, type, Map.of());
    }

    /** The same type with one index more. */
    public RecordType<R> indexed(String index, Function<R, String> value) {
        var more = new LinkedHashMap<>(indexes);
        more.put(index, value);
        return new RecordType<>(name, type, more);
    }
}
