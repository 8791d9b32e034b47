package dev.wharf.spi.volume;

import static java.util.Objects.requireNonNull;

import dev.wharf.spi.NamedValue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a volume.
 *
 * @param name of the volume
 * @param created when; empty when the driver does not know
 * @param mountpoint where its content lies or would lie on the host; empty for one that has no path while it is not mounted
 * @param status what else the driver tells, in order
 */
public record VolumeInfo(
        VolumeName name, Optional<Instant> created, Optional<Path> mountpoint, List<NamedValue> status) {
    /** Checks and copies. */
    public VolumeInfo {
        requireNonNull(name, "name");
        requireNonNull(created, "created");
        requireNonNull(mountpoint, "mountpoint");
        status = List.copyOf(status);
    }
}
