package dev.wharf.engine.volume;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * What the engine keeps of a volume; in the store.
 *
 * @param name of the volume
 * @param driver that keeps it
 * @param created when
 * @param labels of the client
 * @param options of the client, given to the driver
 * @param anonymous whether it was made for a container that named none
 * @param filling whether the content of an image is being copied into it; one that a crash interrupted is repeated
 */
record VolumeRecord(
        String name,
        String driver,
        Instant created,
        Map<String, String> labels,
        Map<String, String> options,
        boolean anonymous,
        boolean filling) {
    /** Checks and copies. */
    VolumeRecord {
        requireNonNull(name, "name");
        requireNonNull(driver, "driver");
        requireNonNull(created, "created");
        labels = Map.copyOf(labels);
        options = Map.copyOf(options);
    }

    /** The same volume while something is copied into it, or not any more. */
    VolumeRecord filling(boolean begun) {
        return new VolumeRecord(name, driver, created, labels, options, anonymous, begun);
    }
}
