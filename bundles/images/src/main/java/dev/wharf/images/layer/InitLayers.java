package dev.wharf.images.layer;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.images.content.Digest;
import dev.wharf.images.record.LayerRecord;
import dev.wharf.linux.Kernel;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.WritableFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** The layers between the images and their containers, one on each stack that containers were made from. Thread-safe. */
final class InitLayers {
    static final String SUFFIX = "-init";

    /** Stands for the chain id of an image without layers. */
    private static final String NO_LAYERS = "scratch";

    private final Drivers<GraphDriver> drivers;
    private final Scratch scratch;
    private final Gates gates;
    private final Supplier<Kernel> kernel;
    private final ConcurrentMap<String, LayerId> ready = new ConcurrentHashMap<>();

    InitLayers(Drivers<GraphDriver> drivers, Scratch scratch, Gates gates, Supplier<Kernel> kernel) {
        this.drivers = drivers;
        this.scratch = scratch;
        this.gates = gates;
        this.kernel = kernel;
    }

    static LayerId id(String chain) {
        return new LayerId(chain + SUFFIX);
    }

    /** The init layer on a stack; a map lookup after the first time. */
    LayerId on(String graphDriver, List<Digest> chain) {
        String top = chain.isEmpty() ? NO_LAYERS : chain.get(chain.size() - 1).hex();
        String key = LayerRecord.key(graphDriver, top);
        LayerId known = ready.get(key);
        return known != null ? known : gates.within(key, () -> found(graphDriver, chain, top));
    }

    /** Forgets an init layer that is about to be removed. The caller is within the gate of the layer below. */
    void forget(String graphDriver, String chain) {
        ready.remove(LayerRecord.key(graphDriver, chain));
    }

    private LayerId found(String graphDriver, List<Digest> chain, String top) {
        LayerId init = id(top);
        if (drivers.call(graphDriver, graph -> graph.stat(init).isEmpty())) {
            make(graphDriver, chain, init);
        }
        ready.put(LayerRecord.key(graphDriver, top), init);
        return init;
    }

    private void make(String graphDriver, List<Digest> chain, LayerId init) {
        List<LayerId> layers =
                chain.stream().map(stack -> new LayerId(stack.hex())).toList();
        Optional<LayerId> top = layers.isEmpty() ? Optional.empty() : Optional.of(layers.get(layers.size() - 1));
        try (Scratch.Prepared snapshot = scratch.prepare(graphDriver, top)) {
            WritableFolder folder = snapshot.folder();
            new MountPoints(view(graphDriver, folder, layers), folder.path()).make();
            snapshot.commit(init);
        } catch (IOException | UncheckedIOException e) {
            throw new Internal("cannot make the init layer " + init + ": " + e.getMessage(), e);
        }
    }

    private MergedView view(String graphDriver, WritableFolder folder, List<LayerId> layers) {
        List<Path> topFirst = new ArrayList<>();
        topFirst.add(folder.path());
        if (folder.whiteouts() != WritableFolder.Whiteouts.NONE) {
            for (int index = layers.size() - 1; index >= 0; index--) {
                LayerId layer = layers.get(index);
                topFirst.add(drivers.call(
                        graphDriver, graph -> graph.writableFolder(layer).path()));
            }
        }
        return new MergedView(topFirst, Erasures.of(folder.whiteouts(), kernel));
    }
}
