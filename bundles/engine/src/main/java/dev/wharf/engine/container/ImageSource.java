package dev.wharf.engine.container;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageRoots;
import dev.wharf.engine.api.image.ImageService;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where containers come from.
 *
 * @param service finds images
 * @param roots makes the layer that containers stand on
 */
record ImageSource(ImageService service, ImageRoots roots) {
    /** Checks both. */
    ImageSource {
        requireNonNull(service, "service");
        requireNonNull(roots, "roots");
    }

    /**
     * The image of a name.
     *
     * @throws EngineException NotFound
     */
    Image image(String name) {
        if (name.isEmpty()) {
            throw new EngineException.InvalidArgument("No image specified");
        }
        return service.inspect(name);
    }

    /** The id of a name; empty when there is no such image. */
    Optional<String> id(String name) {
        return name.isEmpty() ? Optional.empty() : service.id(name);
    }

    /** What a container of an image stands on. */
    ImageRoots.RootLayer root(String imageId) {
        return roots.root(imageId);
    }

    /** An image and all that it was made from, by id; without those that are gone. */
    Set<String> lineage(String imageId) {
        Set<String> ids = new HashSet<>();
        String next = imageId;
        while (!next.isEmpty() && ids.add(next)) {
            next = find(next).map(Image::parent).orElse("");
        }
        return ids;
    }

    /** An image; empty when there is none of that name. */
    Optional<Image> find(String name) {
        try {
            return Optional.of(service.inspect(name));
        } catch (EngineException.NotFound | EngineException.InvalidArgument ignored) {
            return Optional.empty(); // as the caller asked
        }
    }
}
