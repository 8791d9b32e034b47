package dev.wharf.images.layer;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.images.content.Digest;
import dev.wharf.images.record.LayerRecord;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.WritableFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Layers whose tars are to be rebuilt, each in a graph driver that has it. They are not removed before this is closed. To be
 * filled and closed by one thread; tars may be written by others.
 */
public final class HeldLayers implements AutoCloseable {
    private final Layers layers;
    private final Map<Digest, LayerRecord> held = new LinkedHashMap<>();

    HeldLayers(Layers layers) {
        this.layers = layers;
    }

    /**
     * What is known of a layer that is held.
     *
     * @param diff digest of its uncompressed tar
     * @param bytes length of the tar
     */
    public record Tar(Digest diff, long bytes) {}

    /**
     * Holds the layers of an image.
     *
     * @param image its id, for messages
     * @param chain ids of the stacks, bottom first
     * @throws Unavailable when no graph driver that serves has one of them; names one that does not
     * @throws Internal when a recipe is missing
     */
    public void hold(Digest image, List<Digest> chain) {
        for (Digest stack : chain) {
            if (!held.containsKey(stack)) {
                held.put(stack, found(image, stack));
            }
        }
    }

    /** What is known of a layer, by its chain id. */
    public Tar tar(Digest chain) {
        LayerRecord layer = record(chain);
        return new Tar(new Digest(layer.diff()), layer.tarBytes());
    }

    /**
     * Writes the tar of a layer. It is not verified here: compare its digest.
     *
     * @throws IOException when the stream fails
     * @throws EngineException Unavailable, Internal when the layer or its recipe are broken
     */
    public void write(Digest chain, OutputStream tar) throws IOException {
        LayerRecord layer = record(chain);
        try (InputStream recipe = recipe(layer)) {
            layers.tars().rebuilding().rebuild(recipe, folder(layer), tar);
        } catch (NotFound | Internal e) {
            throw new Internal("layer " + chain + " cannot be rebuilt: " + e.getMessage(), e);
        }
    }

    /** The driver is not borrowed while the folder is read, so that a slow reader does not keep it from being exchanged. */
    private WritableFolder folder(LayerRecord layer) {
        return layers.drivers().call(layer.graphDriver(), graph -> graph.writableFolder(new LayerId(layer.chain())));
    }

    @Override
    public void close() {
        List<LayerRecord> released = List.copyOf(held.values());
        held.clear();
        released.forEach(layer -> layers.holds().release(layer.key()));
        released.stream()
                .filter(layer -> !layers.isNeeded(layer))
                .map(LayerRecord::graphDriver)
                .distinct()
                .forEach(layers::collectWherePossible);
    }

    private LayerRecord found(Digest image, Digest stack) {
        String what = "layer " + stack + " of image " + image;
        Drivers<GraphDriver> drivers = layers.drivers();
        boolean isBroken = false;
        for (String driver : drivers.names()) {
            Optional<LayerRecord> layer = layers.held(LayerRecord.key(driver, stack.hex()));
            if (layer.filter(this::hasRecipe).isPresent()) {
                return layer.get();
            }
            layer.ifPresent(useless -> layers.holds().release(useless.key()));
            isBroken |= layer.isPresent();
        }
        if (isBroken) {
            throw new Internal(what + " cannot be rebuilt: its recipe is missing");
        }
        for (String driver : layers.driversOf(List.of(stack))) {
            // A driver that is away, or has just come: its absence is told in the registry's words.
            drivers.call(driver, graph -> graph.stat(new LayerId(stack.hex())));
            throw new Unavailable(what + " is in graph driver \"" + driver + "\", which is just arriving; try again");
        }
        throw new Internal(what + " is in no graph driver");
    }

    private boolean hasRecipe(LayerRecord layer) {
        return layers.recipes().has(layer.key());
    }

    private LayerRecord record(Digest chain) {
        return Optional.ofNullable(held.get(chain))
                .orElseThrow(() -> new IllegalStateException("layer " + chain + " is not held"));
    }

    private InputStream recipe(LayerRecord layer) {
        try {
            return layers.recipes().open(layer.key());
        } catch (IOException e) {
            throw new Internal("its recipe cannot be opened: " + e.getMessage(), e);
        }
    }
}
