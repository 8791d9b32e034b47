package dev.wharf.images;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.image.ContainerLayers.Commit;
import dev.wharf.engine.api.image.ContainerLayers.Snapshot;
import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.catalog.NewImage;
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.config.ChildConfig;
import dev.wharf.images.config.ImageConfig;
import dev.wharf.images.layer.AppliedLayer;
import dev.wharf.images.layer.ContainerTrees;
import dev.wharf.images.layer.LayerSession;
import dev.wharf.images.layer.Layers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes images of containers. Thread-safe. */
final class CommitContainer {
    private final Catalog catalog;
    private final Layers layers;
    private final ContainerTrees trees;
    private final String dockerVersion;

    CommitContainer(Catalog catalog, Layers layers, ContainerTrees trees, String dockerVersion) {
        this.catalog = catalog;
        this.layers = layers;
        this.trees = trees;
        this.dockerVersion = dockerVersion;
    }

    /** Makes the image. The name is checked before anything is packed. */
    MadeImage run(Snapshot snapshot, Commit commit) {
        List<String> names = ImageName.of(commit.reference(), "commit to");
        StoredImage below = catalog.snapshot().withId(snapshot.imageId());
        byte[] parent = catalog.configuration(below.id());
        try (LayerSession session = layers.session(snapshot.graphDriver())) {
            session.hold(below.chain());
            Optional<AppliedLayer> layer = layer(session, snapshot, below);
            ChildConfig config = new ChildConfig(commit, layer.map(AppliedLayer::diff), dockerVersion);
            List<Long> sizes = new ArrayList<>(below.layerBytes());
            layer.map(AppliedLayer::contentBytes).ifPresent(sizes::add);
            NewImage image = NewImage.of(config.on(parent), Optional.of(below.id()), session.graphDriver(), sizes);
            catalog.keep(image, names);
            return new MadeImage(StoredImage.of(image.id(), image.kept()), names);
        }
    }

    /** The layer with the changes; none when there are none, as with Docker since 1.10. */
    private Optional<AppliedLayer> layer(LayerSession session, Snapshot snapshot, StoredImage below) {
        try (InputStream packed = trees.packed(snapshot.graphDriver(), snapshot.key())) {
            Optional<InputStream> tar = EmptyTar.unlessEmpty(packed);
            if (tar.isPresent() && below.chain().size() >= ImageConfig.MOST_LAYERS) {
                throw new InvalidArgument(
                        "max depth exceeded: the image has " + below.chain().size() + " layers");
            }
            return tar.map(content -> session.apply(below.top(), () -> content));
        } catch (IOException e) {
            throw new IllegalStateException("a pipe fails with exceptions of the engine only", e);
        }
    }
}
