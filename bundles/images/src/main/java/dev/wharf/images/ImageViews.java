package dev.wharf.images;

import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.image.Image;
import dev.wharf.images.catalog.ImageSelection.Row;
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.config.ImageConfig;
import dev.wharf.images.content.Digest;
import dev.wharf.spi.NamedValue;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.graph.LayerId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Shows images as clients see them. Thread-safe. */
final class ImageViews {
    private final Drivers<GraphDriver> drivers;

    /** What drivers told about layers, by driver and layer; a layer never changes, so neither does this. */
    private final ConcurrentMap<String, Map<String, String>> details = new ConcurrentHashMap<>();

    ImageViews(Drivers<GraphDriver> drivers) {
        this.drivers = drivers;
    }

    Image of(Row row) {
        StoredImage image = row.image();
        ImageConfig config = image.config();
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
                image.graphDriver(),
                details(image));
    }

    /** Forgets what was told about an image that is gone. */
    void forget(StoredImage image) {
        image.top().ifPresent(top -> details.remove(key(image, top)));
    }

    private Optional<Map<String, String>> details(StoredImage image) {
        if (!drivers.names().contains(image.graphDriver())) {
            return Optional.empty();
        }
        if (image.top().isEmpty()) {
            return Optional.of(Map.of());
        }
        Digest top = image.top().get();
        Map<String, String> known = details.get(key(image, top));
        return known != null ? Optional.of(known) : asked(image, top);
    }

    private Optional<Map<String, String>> asked(StoredImage image, Digest top) {
        try {
            Map<String, String> told = new LinkedHashMap<>();
            for (NamedValue value : drivers.call(image.graphDriver(), graph -> graph.details(new LayerId(top.hex())))) {
                told.put(value.name(), value.value());
            }
            details.put(key(image, top), Collections.unmodifiableMap(told));
            return Optional.of(told);
        } catch (EngineException ignored) {
            // The driver went away, or lost the layer: the image is shown without details.
            return Optional.empty();
        }
    }

    private static String key(StoredImage image, Digest top) {
        return image.graphDriver() + '/' + top.hex();
    }
}
