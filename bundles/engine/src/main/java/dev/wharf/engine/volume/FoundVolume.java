package dev.wharf.engine.volume;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.volume.VolumeInfo;
import java.util.Optional;

/**
 * A volume as the store and its driver know it.
 *
 * @param name of the volume
 * @param driver that keeps it
 * @param record empty for one that somebody else has made
 * @param info what its driver knows; empty when it does not know the volume, and when it is away
 * @param away whether its driver cannot be asked at present
 */
record FoundVolume(String name, String driver, Optional<VolumeRecord> record, Optional<VolumeInfo> info, boolean away) {
    /** Checks all parts. */
    FoundVolume {
        requireNonNull(name, "name");
        requireNonNull(driver, "driver");
        requireNonNull(record, "record");
        requireNonNull(info, "info");
    }

    /** Whether its driver does not know it any more. */
    boolean isLost() {
        return info.isEmpty() && !away;
    }
}
