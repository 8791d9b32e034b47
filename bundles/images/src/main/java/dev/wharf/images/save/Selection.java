package dev.wharf.images.save;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.catalog.Resolution;
import dev.wharf.images.catalog.Snapshot;
import dev.wharf.images.catalog.StoredImage;
import dev.wharf.images.content.Digest;
import dev.wharf.images.name.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the images that are asked for, with the names under which they are to be saved. */
final class Selection {
    private final Snapshot snapshot;

    /** Names by hex id. */
    private final Map<String, Set<String>> chosen = new LinkedHashMap<>();

    private Selection(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Finds images, in the order in which they are asked for.
     *
     * @param texts a repository stands for all its tags, a name for itself, an id for an image without names
     * @throws InvalidArgument when nothing is asked for
     * @throws dev.wharf.engine.api.EngineException.NotFound for an image
     */
    static List<SavedImage> of(Catalog catalog, List<String> texts) {
        if (texts.isEmpty()) {
            throw new InvalidArgument("no image to save was named");
        }
        var selection = new Selection(catalog.snapshot());
        texts.forEach(selection::choose);
        List<SavedImage> saved = new ArrayList<>();
        selection.chosen.forEach((hex, names) -> saved.add(selection.saved(catalog, hex, names)));
        return saved;
    }

    private SavedImage saved(Catalog catalog, String hex, Set<String> names) {
        StoredImage image = snapshot.find(hex).orElseThrow();
        byte[] config = catalog.configuration(image.id());
        return new SavedImage(image, config, List.copyOf(names), parent(image), OldLayer.of(config, image.chain()));
    }

    private void choose(String text) {
        List<String> tags = tagsOfRepository(text);
        if (tags.isEmpty()) {
            Resolution found = snapshot.resolve(text);
            Set<String> names = names(found.image());
            found.name().filter(name -> name.indexOf('@') < 0).ifPresent(names::add);
            return;
        }
        for (String tag : tags) {
            snapshot.named(tag).flatMap(snapshot::find).ifPresent(image -> names(image)
                    .add(tag));
        }
    }

    private Set<String> names(StoredImage image) {
        return chosen.computeIfAbsent(image.id().hex(), absent -> new LinkedHashSet<>());
    }

    private List<String> tagsOfRepository(String text) {
        return Reference.find(text)
                .filter(reference ->
                        reference.tag().isEmpty() && reference.digest().isEmpty())
                .map(reference -> snapshot.tagsOf(reference.repository()))
                .orElse(List.of());
    }

    private Optional<String> parent(StoredImage image) {
        Optional<StoredImage> at = older(image);
        while (at.isPresent() && !chosen.containsKey(at.get().id().hex())) {
            at = at.flatMap(this::older);
        }
        return at.map(StoredImage::id).map(Digest::toString);
    }

    private Optional<StoredImage> older(StoredImage image) {
        return image.parent().flatMap(parent -> snapshot.find(parent.hex()));
    }
}
