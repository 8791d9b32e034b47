package dev.wharf.engine.container;

import dev.wharf.engine.api.container.Change;
import dev.wharf.engine.api.container.CommitRequest;
import dev.wharf.engine.api.container.ContainerChanges;
import dev.wharf.engine.api.image.ContainerLayers;
import dev.wharf.engine.root.RootUse;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells, keeps and moves what containers changed. */
@Component(service = ContainerChanges.class)
public final class EngineContainerChanges implements ContainerChanges {
    private final Site site;
    private final Adoption adoption;
    private final ContainerLayers layers;
    private final CommitContainer commit;
    private final MigrateContainer migrate;

    /** A service for the containers of a supervisor. */
    @Activate
    public EngineContainerChanges(@Reference Supervisor supervisor, @Reference ContainerLayers layers) {
        site = supervisor.site();
        adoption = new Adoption(supervisor);
        this.layers = layers;
        commit = new CommitContainer(site, layers);
        migrate = new MigrateContainer(site, layers);
    }

    @Override
    public List<Change> list(String container) {
        LiveContainer found = site.table().get(container);
        RootUse use = found.step(() -> UseRule.begin(site, found));
        return use.during(() -> layers.changes(found.record().snapshot()));
    }

    @Override
    public String commit(CommitRequest request) {
        LiveContainer found = site.table().get(request.container());
        if (request.pause()) {
            adoption.adopt(found);
        }
        return commit.run(found, request);
    }

    @Override
    public void migrate(String container, String graphDriver) {
        migrate.run(site.table().get(container), graphDriver);
    }
}
