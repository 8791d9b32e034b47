package dev.wharf.api.http.route;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.EngineException.NotFound;
import dev.wharf.engine.api.container.ContainerService;
import dev.wharf.engine.api.image.ImageService;

/** Names that both a container and an image answer to. */
final class SharedNames {
    private SharedNames() {}

    /** Whether a container answers to it. */
    static boolean isContainer(String name, ContainerService containers) {
        try {
            return !containers.inspect(name).id().isEmpty();
        } catch (NotFound ignored) {
            // none does
            return false;
        }
    }

    /** Whether an image answers to it. */
    static boolean isImage(String name, ImageService images) {
        try {
            return !images.inspect(name).id().isEmpty();
        } catch (NotFound ignored) {
            // none does
            return false;
        }
    }

    /**
     * Refuses a name in the words of Docker 0.6 (api.go, getContainersByName and getImagesByName).
     *
     * @throws Conflict when it is shared
     */
    static void refuse(boolean isShared) {
        if (isShared) {
            throw new Conflict("Conflict between containers and images");
        }
    }
}
