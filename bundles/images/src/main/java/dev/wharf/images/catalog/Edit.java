package dev.wharf.images.catalog;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A change of the catalog, made as a whole or not at all.
 *
 * @param images to keep
 * @param names to give: {@code repository:tag} or {@code repository@digest} to hex id
 * @param lostNames to take away
 * @param lostImages hex ids of images to delete
 */
public record Edit(List<NewImage> images, Map<String, String> names, Set<String> lostNames, Set<String> lostImages) {
    /** Copies. */
    public Edit {
        images = List.copyOf(images);
        names = new LinkedHashMap<>(names);
        lostNames = new LinkedHashSet<>(lostNames);
        lostImages = new LinkedHashSet<>(lostImages);
    }

    /** Changes nothing. */
    public static Edit nothing() {
        return new Edit(List.of(), Map.of(), Set.of(), Set.of());
    }

    /** Gives a name. */
    public static Edit naming(String name, String hex) {
        return new Edit(List.of(), Map.of(name, hex), Set.of(), Set.of());
    }

    /** Keeps an image under names. */
    public static Edit adding(List<NewImage> images, Map<String, String> names) {
        return new Edit(images, names, Set.of(), Set.of());
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return images.isEmpty() && names.isEmpty() && lostNames.isEmpty() && lostImages.isEmpty();
    }
}
