package dev.wharf.images;

import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.engine.api.image.ImageUsers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the engine which containers use an image, as soon as the engine is there. Thread-safe. */
final class ContainersInUse {
    private volatile @Nullable ImageUsers engine = null;

    /** Learns whom to ask. */
    void bind(ImageUsers arrived) {
        engine = arrived;
    }

    /** Forgets whom to ask, unless a new one has come before the old one went. */
    void unbind(ImageUsers gone) {
        if (gone.equals(engine)) {
            engine = null;
        }
    }

    /**
     * The containers that were made from an image, by its full id.
     *
     * @throws Unavailable while nobody can tell: then no image is known to be free
     */
    List<ImageUsers.User> of(String imageId) {
        ImageUsers asked = engine;
        if (asked == null) {
            throw new Unavailable("the container engine is not available at present; try again in a moment");
        }
        return asked.users(imageId);
    }
}
