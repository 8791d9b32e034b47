package dev.wharf.linux.network.filter;

import static java.util.Objects.requireNonNull;

/**
 * A table, which holds chains and sets.
 *
 * @param family which packets it sees
 * @param name unique in its family
 */
public record Table(Family family, String name) {
    /** Checks both. */
    public Table {
        requireNonNull(family, "family");
        requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return family + " " + name;
    }
}
