package dev.wharf.linux.network.filter;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of keys, or a map from keys to values.
 *
 * @param table it is in
 * @param name unique in its table
 * @param key types of the parts of a key
 * @param value types of the parts of a value; empty for a set that is no map
 * @param hasIntervals whether elements are intervals; needs a key of several parts
 */
public record NamedSet(Table table, String name, List<ValueType> key, List<ValueType> value, boolean hasIntervals) {
    /** Checks and copies. */
    public NamedSet {
        requireNonNull(table, "table");
        requireNonNull(name, "name");
        key = List.copyOf(key);
        value = List.copyOf(value);
        if (key.isEmpty() || (hasIntervals && key.size() < 2)) {
            throw new IllegalArgumentException("invalid key of set " + name);
        }
    }

    /** A set. */
    public static NamedSet set(Table table, String name, ValueType... key) {
        return new NamedSet(table, name, List.of(key), List.of(), false);
    }

    /** A set of intervals. */
    public static NamedSet intervals(Table table, String name, ValueType... key) {
        return new NamedSet(table, name, List.of(key), List.of(), true);
    }

    /** Whether keys lead to values. */
    public boolean isMap() {
        return !value.isEmpty();
    }

    /** How many bytes a key has. */
    public int keyBytes() {
        return bytes(key);
    }

    /** How many bytes a value has; 0 in a set that is no map. */
    public int valueBytes() {
        return bytes(value);
    }

    private static int bytes(List<ValueType> parts) {
        return parts.size() == 1
                ? parts.get(0).bytes()
                : parts.stream().mapToInt(each -> (each.bytes() + 3) & ~3).sum();
    }

    @Override
    public String toString() {
        return table + " " + name;
    }

    /** As {@code nft} writes it. */
    public String definition() {
        return "{ type " + text(key) + (isMap() ? " : " + text(value) : "") + (hasIntervals ? "; flags interval" : "")
                + "; }";
    }

    private static String text(List<ValueType> parts) {
        return parts.stream().map(ValueType::toString).collect(Collectors.joining(" . "));
    }
}
