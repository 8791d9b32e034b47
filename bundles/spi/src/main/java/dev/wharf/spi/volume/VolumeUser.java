package dev.wharf.spi.volume;

import dev.wharf.spi.Identifiers;

/**
 * Who has a volume mounted, such as the id of a container.
 *
 * @param value 1 to 128 letters, digits and {@code _.-}
 */
public record VolumeUser(String value) {
    /** Checks the grammar. */
    public VolumeUser {
        Identifiers.checked("volume user", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
