package dev.wharf.images.layer;

import dev.wharf.archive.UnpackedLayer;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.images.content.Digest;
import dev.wharf.images.record.LayerRecord;
import dev.wharf.spi.graph.LayerId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds the layers of images that are being made. Closing it lets go of them, and those that no image has by then are
 * removed; so keep the images first, then close. Belongs to one thread.
 *
 * <pre>{@code
 * try (LayerSession session = layers.session(driver)) {
 *     AppliedLayer layer = session.apply(Optional.empty(), diff, content);
 *     ... keep an image that has it
 * }
 * }</pre>
 */
public final class LayerSession implements AutoCloseable {
    private final Layers layers;
    private final String graphDriver;
    private final List<LayerRecord> held = new ArrayList<>();

    LayerSession(Layers layers, String graphDriver) {
        this.layers = layers;
        this.graphDriver = graphDriver;
    }

    /** The graph driver that the layers lie in. */
    public String graphDriver() {
        return graphDriver;
    }

    /**
     * Takes up a layer whose digest is known. One that is there already is used as it is.
     *
     * @param below chain id of the stack below, taken up by this session before; empty for a lowest layer
     * @param diff what the digest of its uncompressed tar must be
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a bad tar or another digest, Unavailable, Internal
     */
    public AppliedLayer apply(Optional<Digest> below, Digest diff, LayerContent content) {
        Digest chain = Digest.chain(below, diff);
        String key = LayerRecord.key(graphDriver, chain.hex());
        return layers.gates().within(key, () -> {
            Optional<LayerRecord> there = layers.find(key);
            LayerRecord layer = there.orElseGet(() -> made(below, diff, content));
            return taken(layer);
        });
    }

    /**
     * Takes up a layer whose digest is not known yet.
     *
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a bad tar, Unavailable, Internal
     */
    public AppliedLayer apply(Optional<Digest> below, LayerContent content) {
        try (Scratch.Prepared snapshot = prepared(below);
                Recipes.Draft recipe = layers.recipes().draft()) {
            LayerRecord layer = record(below, unpacked(snapshot, content, recipe));
            return layers.gates().within(layer.key(), () -> {
                if (layers.find(layer.key()).isEmpty()) {
                    commit(snapshot, recipe, layer);
                }
                return taken(layer);
            });
        }
    }

    /**
     * Takes up layers that must be there.
     *
     * @throws Unavailable when one of them is not
     */
    public void hold(List<Digest> chain) {
        for (Digest stack : chain) {
            String key = LayerRecord.key(graphDriver, stack.hex());
            held.add(layers.held(key)
                    .orElseThrow(() ->
                            new Unavailable("layer " + stack + " is not in graph driver \"" + graphDriver + "\"")));
        }
    }

    @Override
    public void close() {
        held.forEach(layer -> layers.holds().release(layer.key()));
        boolean isSpare = held.stream().anyMatch(layer -> !layers.isNeeded(layer));
        held.clear();
        if (isSpare) {
            layers.collectWherePossible(graphDriver);
        }
    }

    private AppliedLayer taken(LayerRecord layer) {
        layers.holds().hold(layer.key());
        held.add(layer);
        return new AppliedLayer(new Digest(layer.chain()), new Digest(layer.diff()), layer.contentBytes());
    }

    private LayerRecord made(Optional<Digest> below, Digest expected, LayerContent content) {
        try (Scratch.Prepared snapshot = prepared(below);
                Recipes.Draft recipe = layers.recipes().draft()) {
            LayerRecord layer = record(below, unpacked(snapshot, content, recipe));
            if (!expected.hex().equals(layer.diff())) {
                throw new InvalidArgument(
                        "invalid diffID for layer: expected \"" + expected + "\", got \"sha256:" + layer.diff() + '"');
            }
            commit(snapshot, recipe, layer);
            return layer;
        }
    }

    private Scratch.Prepared prepared(Optional<Digest> below) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Unavailable("interrupted");
        }
        return layers.scratch().prepare(graphDriver, below.map(chain -> new LayerId(chain.hex())));
    }

    private UnpackedLayer unpacked(Scratch.Prepared snapshot, LayerContent content, Recipes.Draft recipe) {
        try (InputStream tar = content.open()) {
            return layers.tars().unpacking().unpack(tar, snapshot.tree(), recipe.stream());
        } catch (IOException e) {
            throw new Internal("cannot read a layer: " + e.getMessage(), e);
        }
    }

    private LayerRecord record(Optional<Digest> below, UnpackedLayer unpacked) {
        Digest diff = Digest.parse(unpacked.digest()).orElseThrow();
        return new LayerRecord(
                graphDriver,
                Digest.chain(below, diff).hex(),
                diff.hex(),
                below.map(Digest::hex).orElse(""),
                unpacked.contentBytes(),
                unpacked.tarBytes());
    }

    /** The recipe comes first and the record last, so that a layer with a record is whole. */
    private void commit(Scratch.Prepared snapshot, Recipes.Draft recipe, LayerRecord layer) {
        recipe.keep(layer.key());
        var id = new LayerId(layer.chain());
        boolean isCommitted = false;
        try {
            snapshot.commit(id);
            isCommitted = true;
            layers.keep(layer);
        } catch (EngineException e) {
            layers.recipes().remove(layer.key());
            if (isCommitted) {
                undo(id, e);
            }
            throw e;
        }
    }

    private void undo(LayerId id, EngineException cause) {
        try {
            layers.isRemoved(graphDriver, id);
        } catch (EngineException e) {
            cause.addSuppressed(e);
        }
    }
}
