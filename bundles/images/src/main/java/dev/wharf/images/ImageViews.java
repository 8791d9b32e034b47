package dev.wharf.images;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.image.Image;
import dev.wharf.images.catalog.ImageSelection.Row;
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.config.ImageConfig;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.Layers;
import dev.wharf.images.record.LayerRecord;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** Shows images as clients see them. Thread-safe. */
final class ImageViews {
    private final Drivers<GraphDriver> drivers;

    /** What drivers told about layers, by driver and layer; a layer never changes, so neither does this. */
    private final ConcurrentMap<String, Map<String, String>> details = new ConcurrentHashMap<>();

    private final Layers layers;

    ImageViews(Drivers<GraphDriver> drivers, Layers layers) {
        this.drivers = drivers;
        this.layers = layers;
    }

    Image of(Row row) {
        StoredImage image = row.image();
        ImageConfig config = image.config();
        String graphDriver = graphDriver(image);
        return new Image(
                image.id().toString(),
                image.parent().map(Digest::toString).orElse(""),
                config.created(),
                config.author(),
                config.comment(),
                config.container(),
                config.containerConfig(),
                config.config(),
                config.dockerVersion(),
                config.architecture(),
                config.os(),
                image.size(),
                image.virtualSize(),
                row.tags(),
                row.digests(),
                config.diffs().stream().map(Digest::toString).toList(),
                graphDriver,
                details(image, graphDriver));
    }

    /** Forgets what was told about an image that is gone. */
    void forget(StoredImage image) {
        image.top().ifPresent(top -> details.keySet().removeIf(key -> key.endsWith(top.hex())));
    }

    /** The default driver if the layers are there; else the one where the image was made, or one that has a copy. */
    private String graphDriver(StoredImage image) {
        return drivers.currentDefault()
                .filter(name -> layers.isIn(name, image.chain()))
                .or(() -> Stream.concat(Stream.of(image.graphDriver()), drivers.names().stream())
                        .filter(name -> drivers.names().contains(name) && layers.isIn(name, image.chain()))
                        .findFirst())
                .orElse(image.graphDriver());
    }

    private Optional<Map<String, String>> details(StoredImage image, String graphDriver) {
        if (!drivers.names().contains(graphDriver)) {
            return Optional.empty();
        }
        if (image.top().isEmpty()) {
            return Optional.of(Map.of());
        }
        Digest top = image.top().get();
        Map<String, String> known = details.get(LayerRecord.key(graphDriver, top.hex()));
        return known != null ? Optional.of(known) : asked(graphDriver, top);
    }

    private Optional<Map<String, String>> asked(String graphDriver, Digest top) {
        try {
            Map<String, String> told = new LinkedHashMap<>();
            for (NamedValue value : drivers.call(graphDriver, graph -> graph.details(new LayerId(top.hex())))) {
                told.put(value.name(), value.value());
            }
            details.put(LayerRecord.key(graphDriver, top.hex()), Collections.unmodifiableMap(told));
            return Optional.of(told);
        } catch (EngineException ignored) {
            // The driver went away, or lost the layer: the image is shown without details.
            return Optional.empty();
        }
    }
}
