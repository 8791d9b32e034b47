package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerQuery;
import dev.wharf.engine.api.container.ContainerService;
import dev.wharf.engine.api.container.CreateRequest;
import dev.wharf.engine.api.container.Created;
import dev.wharf.engine.api.container.DiskUsage;
import dev.wharf.engine.api.container.RemoveOptions;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageRoots;
import dev.wharf.engine.api.image.ImageService;
import dev.wharf.engine.container.ContainerListing.ImageNames;
import dev.wharf.engine.name.ContainerNames;
import dev.wharf.spi.graph.SnapshotKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes, finds, renames and removes containers. */
@Component(service = ContainerService.class)
public final class EngineContainerService implements ContainerService {
    private final Supervisor supervisor;
    private final Adoption adoption;
    private final Site site;
    private final ImageSource images;
    private final ContainerView view;
    private final CreateContainer create;

    /** A service for the containers of a supervisor. */
    @Activate
    public EngineContainerService(
            @Reference Supervisor supervisor, @Reference ImageService service, @Reference ImageRoots roots) {
        this.supervisor = supervisor;
        adoption = new Adoption(supervisor);
        site = supervisor.site();
        images = new ImageSource(service, roots);
        view = new ContainerView(site);
        create = new CreateContainer(supervisor, images);
    }

    @Override
    public Created create(CreateRequest request) {
        return create.run(request);
    }

    @Override
    public Container inspect(String container) {
        LiveContainer found = site.table().get(container);
        boolean ignored = adoption.resolve(found);
        return view.detailed(found, new ImageNames(images).of(found.record()));
    }

    @Override
    public List<Container> list(ContainerQuery query) {
        site.table().all().forEach(adoption::resolveQuietly);
        return new ContainerListing(site.table(), view, images).list(query);
    }

    @Override
    public Optional<DiskUsage> usage(String container) {
        ContainerRecord record = site.table().get(container).record();
        long writable = site.drivers().graph().call(record.graphDriver(), driver -> driver.usage(
                        new SnapshotKey(record.id()))
                .bytes());
        long image = images.find(record.imageId()).map(Image::virtualSize).orElse(0L);
        return Optional.of(new DiskUsage(writable, image + writable));
    }

    @Override
    public void rename(String container, String name) {
        if (container.isEmpty() || name.isEmpty()) {
            throw new EngineException.InvalidArgument("Neither old nor new names may be empty");
        }
        LiveContainer found = site.table().get(container);
        String next = ContainerNames.checked(name);
        found.step(() -> rename(found, next));
    }

    @Override
    public void remove(String container, RemoveOptions options) {
        LiveContainer found = site.table().get(container);
        boolean ignored = adoption.resolve(found);
        if (options.force()) {
            adoption.adopt(found); // its driver must be there to end it
        }
        supervisor.remove().run(found, container, options);
    }

    @Override
    public void removeLink(String alias) {
        String bare = ContainerNames.bare(alias);
        int slash = bare.lastIndexOf('/');
        if (slash < 0) {
            throw new EngineException.Conflict("Conflict, cannot remove the default name of the container");
        }
        String parent = bare.substring(0, slash);
        LiveContainer found = site.table()
                .holder(parent)
                .flatMap(site.table()::byId)
                .orElseThrow(() -> new EngineException.NotFound("Cannot get parent /" + parent + " for name /" + bare));
        new RemoveLink(site, supervisor.names()).run(found, bare.substring(slash + 1));
    }

    private void rename(LiveContainer container, String next) {
        ContainerTable table = site.table();
        String previous = container.record().name();
        if (container.isGone()) {
            throw new EngineException.NotFound("no such id: " + container.id());
        }
        if (next.equals(previous)) {
            throw new EngineException.InvalidArgument("Renaming a container with the same name as its current name");
        }
        try {
            NameTaken.refuseUnless(table.reserve(next, container.id()), table, next);
        } catch (EngineException.Conflict e) {
            throw new EngineException.Conflict("Error when allocating new name: " + e.getMessage(), e);
        }
        try (Steps steps = new Steps()) {
            steps.made(() -> table.release(next, container.id()));
            table.update(container, container.record().named(next));
            steps.keep();
        }
        table.release(previous, container.id());
        site.connector().rename(container.id(), next);
        site.events().tell(container, "rename", Map.of("oldName", "/" + previous));
    }
}
