package dev.wharf.images.catalog;

import dev.wharf.engine.api.image.HistoryEntry;
import dev.wharf.images.config.HistoryStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The steps in which an image was made, with the parents that are on this host. */
public final class History {
    private History() {}

    /** The steps, newest first. An image that tells none has one step for each layer. */
    public static List<HistoryEntry> of(Snapshot snapshot, StoredImage image) {
        List<HistoryStep> steps = new ArrayList<>(image.config().history());
        if (steps.isEmpty()) {
            HistoryStep untold = new HistoryStep(image.config().created(), "", "", "", false);
            steps.addAll(Collections.nCopies(image.layerBytes().size(), untold));
        }
        List<Long> sizes = sizes(steps, image.layerBytes());
        List<HistoryEntry> entries = new ArrayList<>();
        Optional<StoredImage> at = Optional.of(image);
        for (int index = steps.size() - 1; index >= 0; index--) {
            entries.add(entry(snapshot, at, steps.get(index), sizes.get(index)));
            at = at.flatMap(StoredImage::parent).flatMap(parent -> snapshot.find(parent.hex()));
        }
        return entries;
    }

    private static HistoryEntry entry(Snapshot snapshot, Optional<StoredImage> image, HistoryStep step, long size) {
        return new HistoryEntry(
                image.map(found -> found.id().toString()).orElse(""),
                step.created(),
                step.createdBy(),
                image.map(found -> snapshot.tags(found.id().hex())).orElse(List.of()),
                size,
                step.comment());
    }

    private static List<Long> sizes(List<HistoryStep> steps, List<Long> layerBytes) {
        Iterator<Long> layers = layerBytes.iterator();
        List<Long> sizes = new ArrayList<>();
        for (HistoryStep step : steps) {
            sizes.add(step.isEmpty() || !layers.hasNext() ? 0L : layers.next());
        }
        return sizes;
    }
}
