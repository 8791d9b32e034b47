package dev.wharf.engine.container;

import dev.wharf.drivers.DriverListener;
import dev.wharf.engine.api.EngineException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the users of volumes in line with the containers when a volume driver arrives: running containers have theirs
 * mounted, others let go of what a killed daemon left. Thread-safe.
 */
@Component(service = VolumeRecovery.class, immediate = true)
public final class VolumeRecovery implements DriverListener {
    private static final Logger LOG = LoggerFactory.getLogger(VolumeRecovery.class);

    private final Site site;
    private final MountSources sources;

    /** Begins with the drivers that serve already. */
    @Activate
    public VolumeRecovery(@Reference Supervisor supervisor) {
        site = supervisor.site();
        sources = new MountSources(site);
        site.drivers().volume().listen(this);
    }

    /** Listens no more. */
    @Deactivate
    public void close() {
        site.drivers().volume().unlisten(this);
    }

    @Override
    public void arrived(String name) {
        site.table().all().stream()
                .filter(container -> container.record().mounts().stream()
                        .anyMatch(mount -> mount.driver().equals(name)))
                .forEach(container -> container.step(() -> recover(container, name)));
    }

    @Override
    public void leaving(String name) {
        // running containers keep their mounts, and others are told when they ask
    }

    private void recover(LiveContainer container, String driver) {
        try {
            if (container.state().hasProcess()) {
                sources.again(container.record(), driver);
            } else if (!container.isGone() && !site.roots().isUsed(container.id())) {
                sources.clear(container.record());
            }
        } catch (EngineException e) {
            LOG.warn("volumes of container {}: {}", container.id(), e.getMessage());
        }
    }
}
