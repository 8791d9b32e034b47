package dev.wharf.images.load;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.image.Progress;
import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.HeldLayers;
import dev.wharf.images.layer.LayerContent;
import dev.wharf.images.layer.LayerSession;
import dev.wharf.images.layer.Layers;
import dev.wharf.images.layer.TarPipe;
import dev.wharf.spi.graph.GraphDriver;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Takes up the images of an archive. Thread-safe. */
public final class LoadImages {
    private final Catalog catalog;
    private final Layers layers;
    private final Drivers<GraphDriver> drivers;
    private final SpoolFolders folders;

    /**
     * Loads into a catalog.
     *
     * @param drivers the default one keeps the layers
     * @param folders for archives
     */
    public LoadImages(Catalog catalog, Layers layers, Drivers<GraphDriver> drivers, SpoolFolders folders) {
        this.catalog = catalog;
        this.layers = layers;
        this.drivers = drivers;
        this.folders = folders;
    }

    /**
     * Takes up the images of an archive. Does not close the stream.
     *
     * @param progress hears of names that move
     * @return the names that were loaded; the ids of images without one
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a bad archive, Unavailable, Internal
     */
    public List<String> load(InputStream archive, Consumer<Progress> progress) {
        Path folder = folders.make();
        try (LayerSession session = layers.session(drivers.defaultName())) {
            SpooledArchive spooled = Spooling.of(archive, folder, new EarlyLayers(session, this::again));
            var loading = new Loading(catalog, session, progress);
            if (spooled.has(ManifestLayout.INDEX)) {
                return loading.configured(ManifestLayout.images(spooled));
            }
            if (OldArchive.isOne(spooled)) {
                return loading.old(OldArchive.read(spooled), spooled);
            }
            if (spooled.has(OciLayout.INDEX)) {
                return loading.configured(OciLayout.images(spooled));
            }
            throw new InvalidArgument("invalid archive: does not contain a manifest.json");
        } finally {
            folders.remove(folder);
        }
    }

    /** Needed when one tar is the layer of several stacks. */
    private LayerContent again(Digest chain) {
        return () -> TarPipe.of("read again " + chain.shortHex(), tar -> {
            try (HeldLayers held = layers.reading()) {
                held.hold(chain, List.of(chain));
                held.write(chain, tar);
            }
        });
    }
}
