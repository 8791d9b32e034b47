package dev.wharf.images;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.image.HistoryEntry;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageQuery;
import dev.wharf.engine.api.image.ImageRoots;
import dev.wharf.engine.api.image.ImageService;
import dev.wharf.engine.api.image.ImageUsers;
import dev.wharf.engine.api.image.ImportRequest;
import dev.wharf.engine.api.image.Progress;
import dev.wharf.engine.api.image.Removal;
import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.catalog.History;
import dev.wharf.images.catalog.ImageSelection;
import dev.wharf.images.catalog.ImageSelection.Row;
import dev.wharf.images.catalog.RemovalPlan;
import dev.wharf.images.catalog.Snapshot;
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.Layers;
import dev.wharf.images.load.LoadImages;
import dev.wharf.images.load.SpoolFolders;
import dev.wharf.store.Store;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The images of this host. */
@Component(service = {ImageService.class, ImageRoots.class})
public final class LocalImages implements ImageService, ImageRoots {
    /** The engine comes up after this service, which it needs itself. */
    private final ContainersInUse containers = new ContainersInUse();

    private final Catalog catalog;
    private final Layers layers;
    private final ImageViews views;
    private final ImageEvents events;
    private final LoadImages loading;
    private final ImportImage importing;
    private final TagImage tagging;
    private final RemoveImage removing;
    private final DriverWatch watch;

    /** Started by the framework: reads the records, and tidies each graph driver when it arrives. */
    @Activate
    public LocalImages(
            BundleContext context,
            @Reference Store store,
            @Reference DriverRegistry drivers,
            @Reference EventService events) {
        this(Surroundings.of(context::getProperty, store, drivers.graph(), events));
    }

    LocalImages(Surroundings around) {
        var folders =
                new SpoolFolders(around.settings().dataRoot().resolve("tmp").resolve("images"));
        folders.sweep();
        catalog = new Catalog(around.store(), around.clock());
        layers = new Layers(
                around.store(), around.drivers(), key -> catalog.snapshot().usesLayer(key), around.kernel());
        views = new ImageViews(around.drivers());
        events = new ImageEvents(around.events(), around.clock());
        loading = new LoadImages(catalog, layers, around.drivers(), new LoadImages.Target(folders, around.unpacking()));
        importing = new ImportImage(catalog, layers, around.drivers(), around.making());
        tagging = new TagImage(catalog);
        removing = new RemoveImage(catalog, layers, events, containers::of);
        Optional<BuiltInImage> builtIn = around.builtInImage()
                .map(archive -> new BuiltInImage(Path.of(archive), around.store(), around.clock()));
        watch = new DriverWatch(around.drivers(), driver -> {
            layers.sweep(driver);
            builtIn.ifPresent(image -> image.loadOnce(catalog, loading));
        });
        watch.begin();
    }

    /** Learns who tells about containers. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindUsers(ImageUsers engine) {
        containers.bind(engine);
    }

    /** Forgets who tells about containers, unless a new one is there already. */
    void unbindUsers(ImageUsers engine) {
        containers.unbind(engine);
    }

    /** Waits until the background work that is due now is done. */
    void settle() {
        watch.settle();
    }

    @Deactivate
    void close() {
        watch.close();
    }

    @Override
    public List<Image> list(ImageQuery query) {
        return ImageSelection.of(catalog.snapshot(), query).stream()
                .map(views::of)
                .toList();
    }

    @Override
    public Image inspect(String image) {
        Snapshot now = catalog.snapshot();
        StoredImage found = now.resolve(image).image();
        String hex = found.id().hex();
        return views.of(new Row(found, now.tags(hex), now.digests(hex)));
    }

    @Override
    public List<HistoryEntry> history(String image) {
        Snapshot now = catalog.snapshot();
        return History.of(now, now.resolve(image).image());
    }

    @Override
    public void tag(String image, String repository, String tag, boolean force) {
        TagImage.Tagged tagged = tagging.run(image, TagImage.name(repository, tag), force);
        events.tagged(tagged.image(), tagged.name());
    }

    @Override
    public List<Removal> remove(String image, boolean force, boolean prune) {
        RemovalPlan done = removing.run(image, new RemovalPlan.Mode(force, prune));
        done.lostImages().forEach(views::forget);
        return done.steps();
    }

    @Override
    public String importTar(ImportRequest request, InputStream tar, Consumer<Progress> progress) {
        ImportImage.Imported imported = importing.run(request, tar);
        imported.name().ifPresent(name -> events.tagged(imported.image(), name));
        events.imported(imported.image());
        return imported.image().id().toString();
    }

    @Override
    public List<String> load(InputStream archive, Consumer<Progress> progress) {
        return loading.load(archive, progress);
    }

    @Override
    public int count() {
        return catalog.snapshot().images().size();
    }

    @Override
    public RootLayer root(String imageId) {
        StoredImage image = Digest.parse(imageId)
                .flatMap(id -> catalog.snapshot().find(id.hex()))
                .orElseThrow(() -> new NotFound("No such image: " + imageId));
        return new RootLayer(
                image.graphDriver(),
                layers.init(image.graphDriver(), image.chain()).value());
    }
}
