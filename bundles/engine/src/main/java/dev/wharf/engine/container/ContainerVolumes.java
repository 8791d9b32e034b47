package dev.wharf.engine.container;

import dev.wharf.engine.volume.VolumeUsers;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells which containers have a volume. */
@Component(service = VolumeUsers.class)
public final class ContainerVolumes implements VolumeUsers {
    private final ContainerTable table;

    /** Answers from the table. */
    @Activate
    public ContainerVolumes(@Reference ContainerTable table) {
        this.table = table;
    }

    @Override
    public List<String> users(String volume) {
        return table.all().stream()
                .filter(container -> container.record().mounts().stream()
                        .anyMatch(mount -> mount.volume().equals(volume)))
                .map(LiveContainer::id)
                .toList();
    }
}
