package dev.wharf.images.save;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.images.config.JsonObject;
import dev.wharf.images.content.Digest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes the files that tell what an archive holds. */
final class Indexes {
    private Indexes() {}

    /**
     * {@code manifest.json}, for Docker 1.10 and later.
     *
     * @param places names of the tars in the archive, by chain id
     */
    static byte[] manifest(List<SavedImage> images, Function<Digest, String> places) {
        ArrayNode manifest = JsonNodeFactory.instance.arrayNode();
        for (SavedImage image : images) {
            ObjectNode item = manifest.addObject();
            item.put("Config", image.configName());
            ArrayNode names = JsonNodeFactory.instance.arrayNode();
            image.names().forEach(names::add);
            item.set("RepoTags", names.isEmpty() ? JsonNodeFactory.instance.nullNode() : names);
            ArrayNode tars = item.putArray("Layers");
            image.image().chain().forEach(layer -> tars.add(places.apply(layer)));
            image.parent().ifPresent(parent -> item.put("Parent", parent));
        }
        return JsonObject.bytes(manifest);
    }

    /** {@code repositories}, for Docker before 1.10; absent when no image has a name. */
    static Optional<byte[]> repositories(List<SavedImage> images) {
        ObjectNode repositories = JsonNodeFactory.instance.objectNode();
        for (SavedImage image : images) {
            for (String name : image.names()) {
                int colon = name.lastIndexOf(':');
                repositories
                        .withObjectProperty(name.substring(0, colon))
                        .put(name.substring(colon + 1), image.top().id());
            }
        }
        return repositories.isEmpty() ? Optional.empty() : Optional.of(JsonObject.bytes(repositories));
    }
}
