package dev.wharf.engine.container;

import dev.wharf.engine.log.OutputOwners;
import dev.wharf.engine.log.OutputSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the streams what they must know of containers. */
@Component(service = OutputOwners.class)
public final class ContainerOwners implements OutputOwners {
    private final ContainerTable table;

    /** Answers from the table. */
    @Activate
    public ContainerOwners(@Reference ContainerTable table) {
        this.table = table;
    }

    @Override
    public OutputSpec outputs(String container) {
        return Outputs.of(table.get(container).record(), table.settings());
    }

    @Override
    public boolean goesOn(String containerId) {
        return table.byId(containerId)
                .filter(container -> container.state().isRunning())
                .isPresent();
    }

    @Override
    public boolean isPaused(String containerId) {
        return table.byId(containerId)
                .filter(container -> container.state() == ContainerState.PAUSED)
                .isPresent();
    }
}
