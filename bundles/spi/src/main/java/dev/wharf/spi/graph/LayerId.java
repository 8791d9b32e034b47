package dev.wharf.spi.graph;

import dev.wharf.spi.Identifiers;

/**
 * The id of a committed layer, chosen by the engine; usable as a file name.
 *
 * @param value 1 to 128 letters, digits and {@code _.-}
 */
public record LayerId(String value) implements SnapshotRef {
    /** Checks the grammar. */
    public LayerId {
        Identifiers.checked("layer id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
