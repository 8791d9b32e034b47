package dev.wharf.images.layer;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layers in the graph drivers. A layer is there while an image has it, or while somebody who is making an image holds
 * it in a {@link LayerSession}. Thread-safe.
 */
public final class Layers {
    private static final Logger LOG = LoggerFactory.getLogger(Layers.class);

    private final Drivers<GraphDriver> drivers;
    private final RecordSet<LayerRecord> records;
    private final ConcurrentMap<String, LayerRecord> known = new ConcurrentHashMap<>();
    private final LayerUse use;
    private final Gates gates = new Gates();
    private final Holds holds = new Holds();
    private final Scratch scratch;
    private final InitLayers initLayers;
    private final LayerTars tars;
    private final Recipes recipes;
    private volatile boolean ended;

    /**
     * What the layers need.
     *
     * @param store for their records
     * @param recipes of their tars
     * @param drivers that keep their content
     * @param tars how tars are unpacked and made
     * @param kernel reads attributes of files
     */
    public record Basis(
            Store store, Recipes recipes, Drivers<GraphDriver> drivers, LayerTars tars, Supplier<Kernel> kernel) {}

    /**
     * Reads what the store holds, and removes recipes that a crash left behind.
     *
     * @param use which layers images have
     */
    public Layers(Basis basis, LayerUse use) {
        this.drivers = basis.drivers();
        this.records = basis.store().open(ImageRecords.LAYERS);
        this.use = use;
        this.scratch = new Scratch(drivers);
        this.initLayers = new InitLayers(drivers, scratch, gates, basis.kernel());
        this.tars = basis.tars();
        this.recipes = basis.recipes();
        records.all().forEach(entry -> known.put(entry.key(), entry.value()));
        recipes.sweep(known::containsKey);
    }

    /** Begins to make images whose layers are to lie in a graph driver. */
    public LayerSession session(String graphDriver) {
        return new LayerSession(this, graphDriver);
    }

    /** Removes no layers any more: others keep the records from now on, and know of images that are not known here. */
    public void end() {
        ended = true;
    }

    /** Begins to read layers. */
    public HeldLayers reading() {
        return new HeldLayers(this);
    }

    /** How tars are unpacked and made. */
    public LayerTars tars() {
        return tars;
    }

    /**
     * Whether a graph driver has all layers of a stack. Does not wait for a driver that is away.
     *
     * @param chain ids of the stacks, bottom first
     */
    public boolean isIn(String graphDriver, List<Digest> chain) {
        return chain.isEmpty()
                || find(LayerRecord.key(graphDriver, chain.get(chain.size() - 1).hex()))
                        .isPresent();
    }

    /**
     * As {@link #isIn}, for layers whose records were lost: asks the driver.
     *
     * @throws EngineException Unavailable when the driver is away
     */
    public boolean isFoundIn(String graphDriver, List<Digest> chain) {
        var top = new LayerId(chain.get(chain.size() - 1).hex());
        boolean isHome = use.with(top.value()).stream()
                .anyMatch(stack -> stack.graphDriver().equals(graphDriver));
        return isHome && drivers.call(graphDriver, graph -> graph.stat(top)).isPresent();
    }

    /** The graph drivers that have any of these layers, with those that are away. */
    public Set<String> driversOf(Collection<Digest> chains) {
        Set<String> hexes = chains.stream().map(Digest::hex).collect(Collectors.toSet());
        return known.values().stream()
                .filter(layer -> hexes.contains(layer.chain()))
                .map(LayerRecord::graphDriver)
                .collect(Collectors.toCollection(TreeSet::new));
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
        if (ended) {
            return;
        }
        for (LayerRecord layer : topFirst(graphDriver)) {
            gates.within(layer.key(), () -> removed(layer));
        }
    }

    /** As {@link #collect}; a failure is logged, and what it left is removed when the driver arrives the next time. */
    public void collectWherePossible(String graphDriver) {
        try {
            collect(graphDriver);
        } catch (EngineException e) {
            LOG.warn("layers stay in graph driver {} until it is tidied: {}", graphDriver, e.getMessage());
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

    Recipes recipes() {
        return recipes;
    }

    /** Holds a layer, if it is there. */
    Optional<LayerRecord> held(String layerKey) {
        return gates.within(layerKey, () -> {
            Optional<LayerRecord> layer = find(layerKey);
            layer.ifPresent(there -> holds.hold(layerKey));
            return layer;
        });
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
        try {
            records.remove(layer.key());
        } catch (StoreException e) {
            throw new Internal("cannot forget a layer: " + e.getMessage(), e);
        }
        known.remove(layer.key());
        recipes.remove(layer.key());
    }

    boolean isNeeded(LayerRecord layer) {
        return isNeeded(layer.graphDriver(), layer.chain());
    }

    /**
     * Whether somebody holds a layer, or an image needs it: one that was made in this graph driver, or has all its layers
     * here as well. Copies that never came to be complete are of no use.
     */
    boolean isNeeded(String graphDriver, String chain) {
        return holds.isHeld(LayerRecord.key(graphDriver, chain))
                || use.with(chain).stream()
                        .anyMatch(stack -> stack.graphDriver().equals(graphDriver)
                                || find(LayerRecord.key(graphDriver, stack.top()))
                                        .isPresent());
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
        if (isNeeded(layer) || find(layer.key()).isEmpty()) {
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
        waiting.removeIf(this::isNeeded);
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
