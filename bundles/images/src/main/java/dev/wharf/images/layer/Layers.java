package dev.wharf.images.layer;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException.Internal;
import dev.wharf.images.content.Digest;
import dev.wharf.images.record.ImageRecords;
import dev.wharf.images.record.LayerRecord;
import dev.wharf.linux.Kernel;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotRef;
import dev.wharf.store.RecordSet;
import dev.wharf.store.Store;
import dev.wharf.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The layers in the graph drivers. A layer is there while an image has it, or while somebody who is making an image holds
 * it in a {@link LayerSession}. Thread-safe.
 */
public final class Layers {
    private final Drivers<GraphDriver> drivers;
    private final RecordSet<LayerRecord> records;
    private final ConcurrentMap<String, LayerRecord> known = new ConcurrentHashMap<>();
    private final LayerUse use;
    private final Gates gates = new Gates();
    private final Holds holds = new Holds();
    private final Scratch scratch;
    private final InitLayers initLayers;

    /**
     * Reads what the store holds.
     *
     * @param use which layers images have
     * @param kernel reads attributes of files
     */
    public Layers(Store store, Drivers<GraphDriver> drivers, LayerUse use, Supplier<Kernel> kernel) {
        this.drivers = drivers;
        this.records = store.open(ImageRecords.LAYERS);
        this.use = use;
        this.scratch = new Scratch(drivers);
        this.initLayers = new InitLayers(drivers, scratch, gates, kernel);
        records.all().forEach(entry -> known.put(entry.key(), entry.value()));
    }

    /** Begins to make images whose layers are to lie in a graph driver. */
    public LayerSession session(String graphDriver, Unpacking unpacking) {
        return new LayerSession(this, graphDriver, unpacking);
    }

    /**
     * The init layer on top of a stack of layers; made on first use.
     *
     * @param chain ids of the stacks, bottom first; empty for an image without layers
     */
    public LayerId init(String graphDriver, List<Digest> chain) {
        return initLayers.on(graphDriver, chain);
    }

    /**
     * Removes the layers of a driver that nobody needs. Those that still carry a container stay and are tried again the
     * next time.
     */
    public void collect(String graphDriver) {
        for (LayerRecord layer : topFirst(graphDriver)) {
            gates.within(layer.key(), () -> removed(layer));
        }
    }

    /**
     * Brings records and driver together after a start: removes what a crash left in the driver, forgets layers that are
     * not there any more, and collects.
     */
    public void sweep(String graphDriver) {
        new LayerSweep(this, graphDriver).run();
        collect(graphDriver);
    }

    Drivers<GraphDriver> drivers() {
        return drivers;
    }

    Gates gates() {
        return gates;
    }

    Holds holds() {
        return holds;
    }

    Scratch scratch() {
        return scratch;
    }

    Optional<LayerRecord> find(String layerKey) {
        return Optional.ofNullable(known.get(layerKey));
    }

    List<LayerRecord> of(String graphDriver) {
        return known.values().stream()
                .filter(layer -> layer.graphDriver().equals(graphDriver))
                .toList();
    }

    void keep(LayerRecord layer) {
        try {
            records.put(layer.key(), layer);
        } catch (StoreException e) {
            throw new Internal("cannot keep a layer: " + e.getMessage(), e);
        }
        known.put(layer.key(), layer);
    }

    void forget(LayerRecord layer) {
        records.remove(layer.key());
        known.remove(layer.key());
    }

    boolean isNeeded(String layerKey) {
        return holds.isHeld(layerKey) || use.isUsed(layerKey);
    }

    /** Removes a snapshot; false when it has children. */
    boolean isRemoved(String graphDriver, SnapshotRef ref) {
        return drivers.call(graphDriver, graph -> {
            try {
                graph.remove(ref);
                return true;
            } catch (DriverException e) {
                if (e.kind() == DriverException.Kind.IN_USE) {
                    return false;
                }
                throw e;
            }
        });
    }

    private boolean removed(LayerRecord layer) {
        if (isNeeded(layer.key()) || find(layer.key()).isEmpty()) {
            return false;
        }
        String driver = layer.graphDriver();
        initLayers.forget(driver, layer.chain());
        boolean isGone =
                isRemoved(driver, InitLayers.id(layer.chain())) && isRemoved(driver, new LayerId(layer.chain()));
        if (isGone) {
            forget(layer);
        }
        return isGone;
    }

    private List<LayerRecord> topFirst(String graphDriver) {
        List<LayerRecord> waiting = new ArrayList<>(of(graphDriver));
        waiting.removeIf(layer -> isNeeded(layer.key()));
        waiting.sort((one, other) -> Integer.compare(depth(other), depth(one)));
        return waiting;
    }

    private int depth(LayerRecord layer) {
        int depth = 0;
        Optional<LayerRecord> at = Optional.of(layer);
        while (at.isPresent()) {
            depth++;
            LayerRecord current = at.get();
            at = find(LayerRecord.key(current.graphDriver(), current.parent()));
        }
        return depth;
    }
}
