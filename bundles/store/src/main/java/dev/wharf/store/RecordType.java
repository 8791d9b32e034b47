package dev.wharf.store;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A type of records.
 *
 * @param name of the table, {@code [a-z][a-z_]*}
 * @param type the Java record; may hold records, enums, texts, numbers, instants, Optionals and collections of them
 * @param indexes values to look records up by, by name
 * @param <R> the type
 */
public record RecordType<R extends Record>(String name, Class<R> type, Map<String, Function<R, String>> indexes) {
    /** Checks and copies. */
    public RecordType {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        indexes = Map.copyOf(indexes);
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
