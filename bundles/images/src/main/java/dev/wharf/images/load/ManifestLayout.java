package dev.wharf.images.load;

import dev.wharf.images.config.JsonObject;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.LayerContent;
import java.util.ArrayList;
import java.util.List;

/** The layout of Docker 1.10 and later: {@code manifest.json} names configurations and layers. */
final class ManifestLayout {
    static final String INDEX = "manifest.json";

    private ManifestLayout() {}

    /**
     * Reads the images of an archive; all of them are checked before any is taken up.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument when the archive is malformed
     */
    static List<ArchivedImage> images(SpooledArchive archive) {
        List<ArchivedImage> images = new ArrayList<>();
        for (JsonObject item : JsonObject.parseList(archive.document(INDEX), INDEX)) {
            List<LayerContent> layers = item.texts("Layers").orElse(List.of()).stream()
                    .map(archive::content)
                    .toList();
            List<String> names = item.texts("RepoTags").orElse(List.of()).stream()
                    .map(ArchivedImage::checkedName)
                    .toList();
            byte[] config = archive.document(item.text("Config"));
            images.add(ArchivedImage.of(config, layers, names, Digest.parse(item.text("Parent"))));
        }
        return images;
    }
}
