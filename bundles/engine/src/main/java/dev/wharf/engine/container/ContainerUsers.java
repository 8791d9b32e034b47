package dev.wharf.engine.container;

import dev.wharf.engine.api.image.ImageUsers;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells which containers use an image. */
@Component(service = ImageUsers.class)
public final class ContainerUsers implements ImageUsers {
    private final ContainerTable table;

    /** Answers from the table. */
    @Activate
    public ContainerUsers(@Reference ContainerTable table) {
        this.table = table;
    }

    @Override
    public List<User> users(String imageId) {
        return table.all().stream()
                .filter(container -> container.record().imageId().equals(imageId))
                .map(container -> new User(
                        container.id(),
                        container.record().config().image(),
                        container.state().isRunning()))
                .toList();
    }
}
