package dev.wharf.engine.volume;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.MountPoint;
import dev.wharf.spi.volume.MountedVolume;
import dev.wharf.spi.volume.VolumeName;
import dev.wharf.spi.volume.VolumeUser;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mounts volumes for those who use them. Thread-safe. */
public final class VolumeMounts {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeMounts.class);

    private final DriverRegistry drivers;
    private final NameLocks locks;
    private final VolumeEvents events;

    VolumeMounts(DriverRegistry drivers, NameLocks locks, VolumeEvents events) {
        this.drivers = drivers;
        this.locks = locks;
        this.events = events;
    }

    /**
     * Mounts a volume, unless it is mounted for that user already.
     *
     * @throws EngineException NotFound when it is not there, Unavailable while its driver is away, and what the driver says
     */
    public MountedVolume mount(String volume, String driver, String user) {
        try {
            return locks.with(volume, () -> drivers.volume()
                    .call(driver, volumes -> volumes.mount(new VolumeName(volume), new VolumeUser(user))));
        } catch (EngineException e) {
            throw told(volume, e);
        }
    }

    /** Of the same kind. The cause is not the driver's own error, which would read as one about the command to start. */
    private static EngineException told(String volume, EngineException error) {
        String message = "error while mounting volume '" + volume + "': " + error.getMessage();
        if (error instanceof EngineException.NotFound) {
            return new EngineException.NotFound(message, error);
        }
        if (error instanceof EngineException.InvalidArgument) {
            return new EngineException.InvalidArgument(message, error);
        }
        if (error instanceof EngineException.Internal) {
            return new EngineException.Internal(message, error);
        }
        return error;
    }

    /** Takes a mount back; what fails thereby is logged, as the end of a container does not wait for a driver. */
    public void unmount(String volume, String driver, String user) {
        try {
            locks.with(volume, () -> drivers.volume().call(driver, volumes -> {
                volumes.unmount(new VolumeName(volume), new VolumeUser(user));
                return Boolean.TRUE;
            }));
        } catch (EngineException e) {
            LOG.warn("unmounting volume {} of {}: {}", volume, user, e.getMessage());
        }
    }

    /** Tells that a container has a volume mounted from now on. */
    public void tellMounted(String container, MountPoint point) {
        events.tell(
                point.volume(),
                "mount",
                Map.of(
                        "container", container,
                        "driver", point.driver(),
                        "destination", point.destination(),
                        "read/write", String.valueOf(point.readWrite()),
                        "propagation", point.propagation()));
    }

    /** Tells that a container has a volume mounted no more. */
    public void tellUnmounted(String container, MountPoint point) {
        events.tell(point.volume(), "unmount", Map.of("container", container, "driver", point.driver()));
    }
}
