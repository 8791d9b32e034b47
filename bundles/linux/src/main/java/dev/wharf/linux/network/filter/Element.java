package dev.wharf.linux.network.filter;

import static java.util.Objects.requireNonNull;

/**
 * What a set holds.
 *
 * @param key it is found by; the first one of an interval
 * @param last the last key of an interval; {@link Data#NONE} in a set without intervals
 * @param value it leads to; {@link Data#NONE} in a set that is no map
 */
public record Element(Data key, Data last, Data value) {
    /** Checks all parts. */
    public Element {
        requireNonNull(key, "key");
        requireNonNull(last, "last");
        requireNonNull(value, "value");
    }

    /** A member of a set. */
    public static Element of(Data key) {
        return new Element(key, Data.NONE, Data.NONE);
    }

    /** An entry of a map. */
    public static Element of(Data key, Data value) {
        return new Element(key, Data.NONE, value);
    }

    /** All keys between two, both among them; each part of the keys is an interval of its own. */
    public static Element between(Data first, Data last) {
        return new Element(first, last, Data.NONE);
    }

    @Override
    public String toString() {
        return key + (last.length() == 0 ? "" : "-" + last) + (value.length() == 0 ? "" : " : " + value);
    }
}
