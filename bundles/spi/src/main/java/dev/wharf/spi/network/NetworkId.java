package dev.wharf.spi.network;

import dev.wharf.spi.Identifiers;

/**
 * The id of a network; usable as a file name.
 *
 * @param value 64 hex digits when the engine made it
 */
public record NetworkId(String value) {
    /** Checks the grammar. */
    public NetworkId {
        Identifiers.checked("network id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
