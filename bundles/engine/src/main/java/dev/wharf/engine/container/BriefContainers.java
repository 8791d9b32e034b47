package dev.wharf.engine.container;

import dev.wharf.engine.api.container.Container;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows containers without what drivers and images would have to be asked for. */
@Component(service = BriefContainers.class)
public final class BriefContainers {
    private final ContainerView view;

    /** Shows the containers of a supervisor. */
    @Activate
    public BriefContainers(@Reference Supervisor supervisor) {
        view = new ContainerView(supervisor.site());
    }

    /** A container as it is now; its image has the name that it was given at create. */
    public Container of(LiveContainer container) {
        return view.brief(container, container.record().config().image());
    }
}
