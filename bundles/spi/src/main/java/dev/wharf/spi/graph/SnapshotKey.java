package dev.wharf.spi.graph;

import dev.wharf.spi.Identifiers;

/**
 * The key of an active snapshot or a view, chosen by the engine; usable as a file name.
 *
 * @param value 1 to 128 letters, digits and {@code _.-}
 */
public record SnapshotKey(String value) implements SnapshotRef {
    /** Checks the grammar. */
    public SnapshotKey {
        Identifiers.checked("snapshot key", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
