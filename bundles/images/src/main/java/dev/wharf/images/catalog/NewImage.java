package dev.wharf.images.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.content.Digest;
import dev.wharf.images.record.ImageRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An image that is about to be kept; its layers are there already.
 *
 * @param id digest of its configuration
 * @param kept what the store keeps
 */
public record NewImage(Digest id, ImageRecord kept) {
    /** Checks both parts. */
    public NewImage {
        requireNonNull(id, "id");
        requireNonNull(kept, "kept");
    }

    /**
     * Makes an image from the bytes of its configuration.
     *
     * @throws InvalidArgument when they are not UTF-8, so that a text could not keep them
     */
    public static NewImage of(byte[] config, Optional<Digest> parent, String graphDriver, List<Long> layerBytes) {
        String text = new String(config, UTF_8);
        if (!Arrays.equals(text.getBytes(UTF_8), config)) {
            throw new InvalidArgument("image configuration is not UTF-8");
        }
        String parentHex = parent.map(Digest::hex).orElse("");
        return new NewImage(Digest.of(config), new ImageRecord(text, parentHex, graphDriver, layerBytes));
    }
}
