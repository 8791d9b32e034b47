package dev.wharf.images;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.image.ImportRequest;
import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.catalog.NewImage;
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.change.Changes;
import dev.wharf.images.config.HistoryStep;
import dev.wharf.images.config.NewConfig;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.AppliedLayer;
import dev.wharf.images.layer.LayerSession;
import dev.wharf.images.layer.Layers;
import dev.wharf.images.layer.Unclosed;
import dev.wharf.spi.graph.GraphDriver;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes an image of one layer from the tar of a root file system. Thread-safe. */
final class ImportImage {
    private final Catalog catalog;
    private final Layers layers;
    private final Drivers<GraphDriver> drivers;
    private final Making making;

    ImportImage(Catalog catalog, Layers layers, Drivers<GraphDriver> drivers, Making making) {
        this.catalog = catalog;
        this.layers = layers;
        this.drivers = drivers;
        this.making = making;
    }

    /**
     * How images are made.
     *
     * @param dockerVersion what the engine calls itself in a configuration
     * @param clock for the time in it
     */
    record Making(String dockerVersion, Clock clock) {}

    /** Makes the image. Name and changes are checked before the tar is read. Does not close the tar. */
    MadeImage run(ImportRequest request, InputStream tar) {
        List<String> names = ImageName.of(request.reference(), "import");
        ContainerConfig config = Changes.apply(request.changes(), ContainerConfig.empty());
        try (LayerSession session = layers.session(drivers.defaultName())) {
            AppliedLayer layer = session.apply(Optional.empty(), () -> new Unclosed(tar));
            NewImage image = NewImage.of(
                    config(request, config, layer.diff()),
                    Optional.empty(),
                    session.graphDriver(),
                    List.of(layer.contentBytes()));
            catalog.keep(image, names);
            return new MadeImage(StoredImage.of(image.id(), image.kept()), names);
        }
    }

    private byte[] config(ImportRequest request, ContainerConfig config, Digest diff) {
        Instant now = making.clock().instant();
        String comment = request.message().isEmpty() ? "Imported from " + request.source() : request.message();
        String architecture = NewConfig.architectureOf(System.getProperty("os.arch", ""));
        HistoryStep step = new HistoryStep(now, "", "", comment, false);
        return new NewConfig(now, comment, making.dockerVersion(), architecture, config, List.of(diff), List.of(step))
                .bytes();
    }
}
