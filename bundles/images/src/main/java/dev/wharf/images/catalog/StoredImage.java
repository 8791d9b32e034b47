package dev.wharf.images.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.wharf.images.config.HistoryStep;
import dev.wharf.images.config.ImageConfig;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.Stack;
import dev.wharf.images.record.ImageRecord;
import java.util.List;
import java.util.Optional;

/**
 * An image as the catalog keeps it in memory.
 *
 * @param id of the image
 * @param parent id of its parent; absent for a base
 * @param config what its configuration says
 * @param chain ids of its stacks of layers, bottom first
 * @param graphDriver that keeps its layers
 * @param layerBytes bytes of the files of each layer, bottom first
 */
public record StoredImage(
        Digest id,
        Optional<Digest> parent,
        ImageConfig config,
        List<Digest> chain,
        String graphDriver,
        List<Long> layerBytes) {
    /** Checks and copies. */
    public StoredImage {
        requireNonNull(id, "id");
        requireNonNull(parent, "parent");
        requireNonNull(config, "config");
        chain = List.copyOf(chain);
        requireNonNull(graphDriver, "graphDriver");
        layerBytes = List.copyOf(layerBytes);
    }

    /**
     * Reads a record.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument when its configuration is malformed
     */
    public static StoredImage of(Digest id, ImageRecord kept) {
        ImageConfig config = ImageConfig.parse(kept.config().getBytes(UTF_8));
        Optional<Digest> parent =
                Optional.of(kept.parent()).filter(hex -> !hex.isEmpty()).map(Digest::new);
        return new StoredImage(id, parent, config, config.chain(), kept.graphDriver(), kept.layerBytes());
    }

    /** The id of the stack of all its layers; empty when it has none. */
    public Optional<Digest> top() {
        return chain.isEmpty() ? Optional.empty() : Optional.of(chain.get(chain.size() - 1));
    }

    /** Its layers; empty when it has none. */
    public Optional<Stack> stack() {
        return top().map(stack -> new Stack(graphDriver, stack.hex()));
    }

    /** Bytes of its own topmost layer; none when the last step in its making left no layer. */
    public long size() {
        List<HistoryStep> steps = config.history();
        boolean isEmpty = !steps.isEmpty() && steps.get(steps.size() - 1).isEmpty();
        return isEmpty || layerBytes.isEmpty() ? 0 : layerBytes.get(layerBytes.size() - 1);
    }

    /** Bytes of all its layers. */
    public long virtualSize() {
        return layerBytes.stream().mapToLong(Long::longValue).sum();
    }
}
