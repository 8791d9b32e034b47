package dev.wharf.images;

import dev.wharf.engine.api.EngineException.Conflict;
import dev.wharf.engine.api.image.ImageUsers.User;
import dev.wharf.engine.api.image.Removal;
import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.catalog.Catalog.Decision;
import dev.wharf.images.catalog.Edit;
import dev.wharf.images.catalog.RemovalPlan;
import dev.wharf.images.catalog.Snapshot;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.Layers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Takes names away and deletes images. Thread-safe. */
final class RemoveImage {
    private final Catalog catalog;
    private final Layers layers;
    private final ImageEvents events;
    private final Function<String, List<User>> users;

    /**
     * Removes from a catalog.
     *
     * @param users the containers of an image, by its full id; asked while no lock is held
     */
    RemoveImage(Catalog catalog, Layers layers, ImageEvents events, Function<String, List<User>> users) {
        this.catalog = catalog;
        this.layers = layers;
        this.events = events;
        this.users = users;
    }

    /** Removes; the images are gone, durably, when the call returns, and their layers as far as no container has them. */
    RemovalPlan run(String image, RemovalPlan.Mode mode) {
        RemovalPlan plan = carriedOut(image, mode);
        for (Removal step : plan.steps()) {
            events.removed(plan.image(idOf(step)), step);
        }
        Set<Digest> lost = new HashSet<>();
        plan.lostImages().forEach(gone -> lost.addAll(gone.chain()));
        if (!lost.isEmpty()) {
            layers.driversOf(lost).forEach(layers::collectWherePossible);
        }
        return plan;
    }

    /**
     * Plans and changes in one go. The containers of an image that the plan asks about are found out between two attempts,
     * since the engine must not be called while the catalog is locked.
     */
    private RemovalPlan carriedOut(String image, RemovalPlan.Mode mode) {
        Map<String, List<User>> known = new HashMap<>();
        while (true) {
            Set<String> unknown = new HashSet<>();
            Optional<RemovalPlan> plan = catalog.change(now -> decision(
                    now,
                    image,
                    mode,
                    id -> {
                        if (!known.containsKey(id)) {
                            unknown.add(id);
                        }
                        return known.getOrDefault(id, List.of());
                    },
                    unknown));
            if (plan.isPresent()) {
                return plan.get();
            }
            unknown.forEach(id -> known.put(id, users.apply(id)));
        }
    }

    private static Decision<Optional<RemovalPlan>> decision(
            Snapshot now,
            String image,
            RemovalPlan.Mode mode,
            Function<String, List<User>> users,
            Set<String> unknown) {
        try {
            RemovalPlan plan = RemovalPlan.of(now, image, mode, users);
            if (unknown.isEmpty()) {
                return new Decision<>(plan.edit(), Optional.of(plan));
            }
        } catch (Conflict e) {
            if (unknown.isEmpty()) {
                throw e;
            }
        }
        return new Decision<>(Edit.nothing(), Optional.empty());
    }

    private static String idOf(Removal step) {
        if (step instanceof Removal.Untagged untagged) {
            return untagged.imageId();
        }
        return step instanceof Removal.Deleted deleted ? deleted.imageId() : "";
    }
}
