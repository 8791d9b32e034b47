package dev.wharf.images;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.container.Change;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.image.ContainerLayers;
import dev.wharf.engine.api.image.HistoryEntry;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageArchive;
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
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.change.Changes;
import dev.wharf.images.layer.ContainerTrees;
import dev.wharf.images.layer.Layers;
import dev.wharf.images.load.LoadImages;
import dev.wharf.images.load.SpoolFolders;
import dev.wharf.images.save.SaveImages;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.store.Store;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
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
@Component(service = {ImageService.class, ImageRoots.class, ContainerLayers.class})
public final class LocalImages implements ImageService, ImageRoots, ContainerLayers {
    /** The engine comes up after this service, which it needs itself. */
    private final ContainersInUse containers = new ContainersInUse();

    /** How long a service that ends waits for what is being changed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Changing changing = new Changing();
    private final Catalog catalog;
    private final Layers layers;
    private final Drivers<GraphDriver> drivers;
    private final ContainerTrees trees;
    private final ImageViews views;
    private final ImageEvents events;
    private final LoadImages loading;
    private final ImportImage importing;
    private final TagImage tagging;
    private final RemoveImage removing;
    private final SaveImages saving;
    private final CarryImage carrying;
    private final CommitContainer committing;
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
        layers = new Layers(around.layers(), chain -> catalog.snapshot().stacks(chain));
        drivers = around.drivers();
        trees = new ContainerTrees(drivers, around.tars());
        views = new ImageViews(drivers, layers);
        events = new ImageEvents(around.events(), around.clock());
        loading = new LoadImages(catalog, layers, drivers, folders);
        importing = new ImportImage(catalog, layers, drivers, around.making());
        saving = new SaveImages(catalog, layers);
        carrying = new CarryImage(layers);
        committing = new CommitContainer(catalog, layers, trees, around.making().dockerVersion());
        tagging = new TagImage(catalog);
        removing = new RemoveImage(catalog, layers, events, containers::of);
        Optional<BuiltInImage> builtIn = around.builtInImage()
                .map(archive -> new BuiltInImage(Path.of(archive), around.store(), around.clock()));
        watch = new DriverWatch(drivers, driver -> {
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
        changing.end(PATIENCE);
        catalog.end();
        layers.end();
    }

    @Override
    public List<Image> list(ImageQuery query) {
        return ImageSelection.of(catalog.snapshot(), query).stream()
                .map(views::of)
                .toList();
    }

    @Override
    public Image inspect(String image) {
        var now = catalog.snapshot();
        StoredImage found = now.resolve(image).image();
        String hex = found.id().hex();
        return views.of(new Row(found, now.tags(hex), now.digests(hex)));
    }

    @Override
    public Optional<String> id(String image) {
        return catalog.snapshot().lookUp(image).map(found -> found.image().id().toString());
    }

    @Override
    public List<HistoryEntry> history(String image) {
        var now = catalog.snapshot();
        return History.of(now, now.resolve(image).image());
    }

    @Override
    public void tag(String image, String repository, String tag, boolean force) {
        TagImage.Tagged tagged = changing.run(() -> tagging.run(image, TagImage.name(repository, tag), force));
        events.tagged(tagged.image(), tagged.name());
    }

    @Override
    public List<Removal> remove(String image, boolean force, boolean prune) {
        RemovalPlan done = changing.run(() -> removing.run(image, new RemovalPlan.Mode(force, prune)));
        done.lostImages().forEach(views::forget);
        return done.steps();
    }

    @Override
    public String importTar(ImportRequest request, InputStream tar, Consumer<Progress> progress) {
        MadeImage imported = changing.run(() -> importing.run(request, tar));
        imported.names().forEach(name -> events.tagged(imported.image(), name));
        events.imported(imported.image());
        return imported.image().id().toString();
    }

    @Override
    public List<String> load(InputStream archive, Consumer<Progress> progress) {
        return changing.run(() -> loading.load(archive, progress));
    }

    @Override
    public ImageArchive save(List<String> images) {
        return saving.of(images);
    }

    @Override
    public int count() {
        return catalog.snapshot().images().size();
    }

    @Override
    public RootLayer root(String imageId) {
        return changing.run(() -> carrying.root(catalog.snapshot().withId(imageId), drivers.defaultName()));
    }

    @Override
    public List<Change> changes(Snapshot snapshot) {
        return trees.changes(snapshot.graphDriver(), snapshot.key());
    }

    @Override
    public ContainerConfig changed(ContainerConfig config, List<String> lines) {
        return Changes.apply(lines, config);
    }

    @Override
    public String commit(Snapshot snapshot, Commit commit) {
        MadeImage made = changing.run(() -> committing.run(snapshot, commit));
        made.names().forEach(name -> events.tagged(made.image(), name));
        return made.image().id().toString();
    }

    @Override
    public void carry(Snapshot snapshot, String graphDriver) {
        changing.run(() -> {
            RootLayer root = carrying.root(catalog.snapshot().withId(snapshot.imageId()), graphDriver);
            trees.copy(snapshot.graphDriver(), snapshot.key(), graphDriver, new LayerId(root.layerId()));
            return Boolean.TRUE;
        });
    }
}
