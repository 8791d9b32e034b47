package dev.wharf.spi.volume;

import dev.wharf.spi.AnswersWithin;
import dev.wharf.spi.Driver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps volumes. The engine serializes calls for one name and may make calls for different names at the same time. Closing
 * the driver leaves volumes as they are, mounted ones mounted.
 */
@ConsumerType
public interface VolumeDriver extends Driver {

    /**
     * Makes a volume. It need not touch the disk before the first {@link #mount}.
     *
     * @param options of the client
     * @throws dev.wharf.spi.DriverException ALREADY_EXISTS, INVALID_ARGUMENT for a name or option, EXHAUSTED, UNAVAILABLE,
     *     INTERNAL
     */
    void create(VolumeName name, Map<String, String> options);

    /**
     * Looks a volume up.
     *
     * @throws dev.wharf.spi.DriverException UNAVAILABLE, INTERNAL
     */
    Optional<VolumeInfo> get(VolumeName name);

    /**
     * All volumes, in no particular order.
     *
     * @throws dev.wharf.spi.DriverException UNAVAILABLE, INTERNAL
     */
    List<VolumeInfo> list();

    /**
     * Removes a volume with its content. Removing what is not there succeeds.
     *
     * @throws dev.wharf.spi.DriverException IN_USE while it is mounted, UNAVAILABLE, INTERNAL
     */
    @AnswersWithin(seconds = AnswersWithin.LONG)
    void remove(VolumeName name);

    /**
     * Mounts a volume for a user. Mounting it again for the same user is one mount, and gives back the same folder: so the
     * state is restored after a restart of the daemon.
     *
     * @throws dev.wharf.spi.DriverException NOT_FOUND, EXHAUSTED, UNAVAILABLE, INTERNAL
     */
    MountedVolume mount(VolumeName name, VolumeUser user);

    /**
     * Takes a mount back. Taking back what is not mounted succeeds.
     *
     * @throws dev.wharf.spi.DriverException UNAVAILABLE, INTERNAL
     */
    void unmount(VolumeName name, VolumeUser user);
}
