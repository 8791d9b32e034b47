package dev.wharf.images.layer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts who needs a layer that no image has yet. Thread-safe. */
final class Holds {
    private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

    void hold(String layerKey) {
        counts.merge(layerKey, 1, Integer::sum);
    }

    void release(String layerKey) {
        counts.computeIfPresent(layerKey, (same, count) -> count == 1 ? null : count - 1);
    }

    boolean isHeld(String layerKey) {
        return counts.containsKey(layerKey);
    }
}
