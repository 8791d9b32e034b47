package dev.wharf.images.layer;

import dev.wharf.images.record.LayerRecord;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import dev.wharf.spi.graph.SnapshotInfo;
import dev.wharf.spi.graph.SnapshotKey;
import dev.wharf.spi.graph.SnapshotRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes from a graph driver what a crash left there. Works beside running loads. */
final class LayerSweep {
    private static final Logger LOG = LoggerFactory.getLogger(LayerSweep.class);
    private static final Pattern CHAIN = Pattern.compile("[0-9a-f]{64}");

    private final Layers layers;
    private final String graphDriver;

    LayerSweep(Layers layers, String graphDriver) {
        this.layers = layers;
        this.graphDriver = graphDriver;
    }

    void run() {
        List<SnapshotRef> waiting = new ArrayList<>();
        for (SnapshotInfo snapshot : layers.drivers().call(graphDriver, GraphDriver::list)) {
            waiting.add(snapshot.ref());
        }
        boolean isProgressing = true;
        // A layer goes after those on top of it, which the driver tells by refusing.
        while (isProgressing) {
            isProgressing = waiting.removeIf(this::isSwept);
        }
        layers.of(graphDriver).forEach(this::forgetWhenLost);
    }

    private boolean isSwept(SnapshotRef ref) {
        if (ref instanceof SnapshotKey key) {
            return layers.scratch().isLeftBehind(key) && isRemoved(ref);
        }
        Optional<String> chain = chain(ref.value());
        return chain.isPresent()
                && layers.gates()
                        .within(
                                LayerRecord.key(graphDriver, chain.get()),
                                () -> isSpare(chain.get()) && isRemoved(ref));
    }

    /** The layer that a driver's layer is or stands on; empty when it is not one of ours. */
    private static Optional<String> chain(String layerId) {
        String chain = layerId.endsWith(InitLayers.SUFFIX)
                ? layerId.substring(0, layerId.length() - InitLayers.SUFFIX.length())
                : layerId;
        return CHAIN.matcher(chain).matches() ? Optional.of(chain) : Optional.empty();
    }

    private boolean isSpare(String chain) {
        return layers.find(LayerRecord.key(graphDriver, chain)).isEmpty() && !layers.isNeeded(graphDriver, chain);
    }

    private boolean isRemoved(SnapshotRef ref) {
        boolean isGone = layers.isRemoved(graphDriver, ref);
        if (isGone) {
            LOG.info("removed {} that a crash left in graph driver {}", ref, graphDriver);
        }
        return isGone;
    }

    private void forgetWhenLost(LayerRecord layer) {
        layers.gates().within(layer.key(), () -> {
            boolean isThere = layers.drivers().call(graphDriver, graph -> graph.stat(new LayerId(layer.chain()))
                    .isPresent());
            if (!isThere) {
                LOG.warn("layer {} is not in graph driver {} any more", layer.chain(), graphDriver);
                layers.forget(layer);
            }
            return isThere;
        });
    }
}
