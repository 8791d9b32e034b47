package dev.wharf.images.load;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.config.ImageConfig;
import dev.wharf.images.config.JsonObject;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.LayerContent;
import dev.wharf.images.layer.LayerSession;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes up layers while an archive is still being read, where {@code manifest.json} and configurations come before them, as
 * we write them ourselves: what is taken up need not be spooled. Everything that is odd is left to those who read the
 * spooled archive; they check it all again. Belongs to one thread.
 */
final class EarlyLayers {
    /** Archives with more images are spooled as a whole. */
    private static final int MOST_IMAGES = 100;

    private final LayerSession session;
    private final Function<Digest, LayerContent> again;
    private final Set<Digest> taken = new HashSet<>();

    /** Names of the tars of images, bottom first, by the name of their configuration. */
    private final Map<String, List<List<String>>> expected = new HashMap<>();

    /** What a tar is, by its name. */
    private final Map<String, List<Place>> places = new HashMap<>();

    /**
     * Takes up into a session.
     *
     * @param again how the tar of a layer that was taken up is read once more, by its chain id
     */
    EarlyLayers(LayerSession session, Function<Digest, LayerContent> again) {
        this.session = session;
        this.again = again;
    }

    /**
     * The place of a layer in an image.
     *
     * @param below chain id of the stack below; empty for a lowest layer
     * @param diff digest of its uncompressed tar
     */
    private record Place(Optional<Digest> below, Digest diff) {
        Digest chain() {
            return Digest.chain(below, diff);
        }
    }

    /**
     * Looks at a file that was spooled.
     *
     * @param content of it
     */
    void learn(String file, byte[] content) {
        try {
            if (file.equals(ManifestLayout.INDEX)) {
                learnManifest(JsonObject.parseList(content, file));
            } else {
                ImageConfig config = ImageConfig.parse(content);
                Optional.ofNullable(expected.remove(file))
                        .ifPresent(images -> images.forEach(tars -> learnImage(tars, config)));
            }
        } catch (InvalidArgument ignored) {
            // Told by those who read the whole archive.
        }
    }

    /** Whether a file is worth a look. */
    boolean isIndex(String file) {
        return file.equals(ManifestLayout.INDEX) || expected.containsKey(file);
    }

    /**
     * Takes up the layer in a file, if it is the next one of an image.
     *
     * @param content of the file; read only when the layer is not there yet
     * @return the content once more; empty when the file was not touched
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for a bad layer, Unavailable, Internal
     */
    Optional<LayerContent> take(String file, InputStream content) {
        for (Place place : places.getOrDefault(file, List.of())) {
            boolean isNext = place.below().map(taken::contains).orElse(true);
            if (isNext && taken.add(place.chain())) {
                session.apply(place.below(), place.diff(), () -> content);
                return Optional.of(again.apply(place.chain()));
            }
        }
        return Optional.empty();
    }

    private void learnManifest(List<JsonObject> items) {
        expected.clear();
        places.clear();
        for (JsonObject item : items.size() > MOST_IMAGES ? List.<JsonObject>of() : items) {
            List<String> tars = item.texts("Layers").orElse(List.of()).stream()
                    .map(SpooledArchive::cleaned)
                    .toList();
            expected.computeIfAbsent(SpooledArchive.cleaned(item.text("Config")), absent -> new ArrayList<>())
                    .add(tars);
        }
    }

    private void learnImage(List<String> tars, ImageConfig config) {
        if (tars.size() != config.diffs().size()) {
            return;
        }
        Optional<Digest> below = Optional.empty();
        for (int index = 0; index < tars.size(); index++) {
            Place place = new Place(below, config.diffs().get(index));
            places.computeIfAbsent(tars.get(index), absent -> new ArrayList<>()).add(place);
            below = Optional.of(place.chain());
        }
    }
}
