package dev.wharf.images;

import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.image.ImageRoots.RootLayer;
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.HeldLayers;
import dev.wharf.images.layer.LayerSession;
import dev.wharf.images.layer.Layers;
import dev.wharf.images.layer.TarPipe;
import dev.wharf.spi.graph.LayerId;
import java.util.List;
import java.util.Optional;

/**
 * Copies the layers of an image to a graph driver in which they do not lie yet: each tar is rebuilt where it lies, applied,
 * and verified. Thread-safe; of several who ask for one image, one copies.
 */
final class CarryImage {
    private final Layers layers;

    CarryImage(Layers layers) {
        this.layers = layers;
    }

    /**
     * What containers of an image stand on in a graph driver; a map lookup after the first time.
     *
     * @throws dev.wharf.engine.api.EngineException Unavailable when its layers lie only in drivers that are away, Internal
     *     when one cannot be rebuilt
     */
    RootLayer root(StoredImage image, String graphDriver) {
        List<Digest> chain = image.chain();
        if (!layers.isIn(graphDriver, chain) && !layers.isFoundIn(graphDriver, chain)) {
            return carried(image, graphDriver);
        }
        return root(graphDriver, layers.init(graphDriver, chain));
    }

    private RootLayer carried(StoredImage image, String graphDriver) {
        try (HeldLayers sources = layers.reading();
                LayerSession session = layers.session(graphDriver)) {
            sources.hold(image.id(), image.chain());
            Optional<Digest> below = Optional.empty();
            for (Digest stack : image.chain()) {
                carry(stack, below, sources, session);
                below = Optional.of(stack);
            }
            return root(graphDriver, layers.init(graphDriver, image.chain()));
        } catch (InvalidArgument e) {
            // For other callers a bad tar is the sender's fault; here the sender is our own store.
            throw new Internal("image " + image.id() + " is not what it was: " + e.getMessage(), e);
        }
    }

    private static void carry(Digest stack, Optional<Digest> below, HeldLayers sources, LayerSession session) {
        String name = "carry " + stack.shortHex();
        session.apply(below, sources.tar(stack).diff(), () -> TarPipe.of(name, tar -> sources.write(stack, tar)));
    }

    private static RootLayer root(String graphDriver, LayerId init) {
        return new RootLayer(graphDriver, init.value());
    }
}
