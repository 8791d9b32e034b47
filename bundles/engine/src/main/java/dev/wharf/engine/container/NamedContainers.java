package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.event.EventObjects;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the events which container a name stands for. */
@Component(service = EventObjects.class)
public final class NamedContainers implements EventObjects {
    private final ContainerTable table;

    /** Answers from the table. */
    @Activate
    public NamedContainers(@Reference ContainerTable table) {
        this.table = table;
    }

    @Override
    public Optional<String> container(String reference) {
        try {
            return Optional.of(table.get(reference).id());
        } catch (EngineException.NotFound | EngineException.InvalidArgument ignored) {
            return Optional.empty(); // it is gone, or not there yet
        }
    }
}
