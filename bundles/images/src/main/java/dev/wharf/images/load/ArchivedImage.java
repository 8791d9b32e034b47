package dev.wharf.images.load;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.config.ImageConfig;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.LayerContent;
import dev.wharf.images.name.Reference;
import java.util.List;
import java.util.Optional;

/**
 * An image in an archive that has a configuration.
 *
 * @param bytes of the configuration
 * @param config what it says
 * @param layers bottom first, one for each digest in the configuration
 * @param names {@code repository:tag}
 * @param parent id of its parent, when the archive names one
 */
record ArchivedImage(
        byte[] bytes, ImageConfig config, List<LayerContent> layers, List<String> names, Optional<Digest> parent) {
    ArchivedImage {
        layers = List.copyOf(layers);
        names = List.copyOf(names);
        if (layers.size() != config.diffs().size()) {
            throw new InvalidArgument("invalid manifest, layers length mismatch: expected "
                    + config.diffs().size() + ", got " + layers.size());
        }
        if (!config.os().isEmpty() && !config.os().equals("linux")) {
            throw new InvalidArgument("cannot load " + config.os() + " image on linux");
        }
    }

    static ArchivedImage of(byte[] bytes, List<LayerContent> layers, List<String> names, Optional<Digest> parent) {
        return new ArchivedImage(bytes, ImageConfig.parse(bytes), layers, names, parent);
    }

    /**
     * Normalises a name from an archive.
     *
     * @throws InvalidArgument when it is malformed or has no tag
     */
    static String checkedName(String text) {
        Reference reference = Reference.parse(text);
        if (reference.tag().isEmpty() || reference.digest().isPresent()) {
            throw new InvalidArgument("invalid tag \"" + text + '"');
        }
        return reference.toString();
    }
}
