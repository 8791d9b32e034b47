package dev.wharf.images.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.images.config.HistoryStep;
import dev.wharf.images.config.NewConfig;
import dev.wharf.images.content.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds snapshots of images that exist in memory only. */
final class Images {
    private final List<NewImage> images = new ArrayList<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private int minutes = 0;

    /** Adds an image, newer than those before, whose layers are named by letters. */
    Digest add(String layers, Optional<Digest> parent, String... given) {
        return add(layers, parent, Map.of(), given);
    }

    Digest add(String layers, Optional<Digest> parent, Map<String, String> labels, String... given) {
        Instant created = Instant.EPOCH.plusSeconds(60L * minutes++);
        List<Digest> diffs = layers.chars()
                .mapToObj(letter -> Digest.of(String.valueOf((char) letter).getBytes(UTF_8)))
                .toList();
        List<HistoryStep> history = layers.chars()
                .mapToObj(letter -> new HistoryStep(created, "make " + (char) letter, "", "", false))
                .toList();
        byte[] config = new NewConfig(
                        created,
                        "",
                        "1.9.1",
                        "amd64",
                        ContainerConfig.builder().labels(labels).build(),
                        diffs,
                        history)
                .bytes();
        List<Long> sizes = layers.chars().mapToObj(letter -> (long) letter).toList();
        NewImage image = NewImage.of(config, parent, "folders", sizes);
        images.add(image);
        for (String name : given) {
            names.put(name, image.id().hex());
        }
        return image.id();
    }

    Snapshot snapshot() {
        return Snapshot.of(Map.of(), Map.of()).with(Edit.adding(images, names));
    }
}
