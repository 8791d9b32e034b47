package dev.wharf.spi.network;

import dev.wharf.spi.Identifiers;

/**
 * The id of a connection of a container to a network; usable as a file name.
 *
 * @param value 64 hex digits when the engine made it
 */
public record EndpointId(String value) {
    /** Checks the grammar. */
    public EndpointId {
        Identifiers.checked("endpoint id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
