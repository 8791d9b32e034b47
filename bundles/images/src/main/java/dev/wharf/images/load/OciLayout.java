package dev.wharf.images.load;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.config.JsonObject;
import dev.wharf.images.config.NewConfig;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.LayerContent;
import dev.wharf.images.name.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The layout of the OCI image specification: {@code index.json} and blobs under their digests. */
final class OciLayout {
    static final String INDEX = "index.json";

    private static final int DEEPEST = 4;
    private static final String FULL_NAME = "io.containerd.image.name";
    private static final String SHORT_NAME = "org.opencontainers.image.ref.name";

    private final SpooledArchive archive;
    private final List<ArchivedImage> images = new ArrayList<>();

    private OciLayout(SpooledArchive archive) {
        this.archive = archive;
    }

    /**
     * Reads the images for this machine; all of them are checked before any is taken up.
     *
     * @throws InvalidArgument when the archive is malformed
     */
    static List<ArchivedImage> images(SpooledArchive archive) {
        var layout = new OciLayout(archive);
        layout.index(JsonObject.parse(archive.document(INDEX), INDEX), List.of(), 0);
        return layout.images;
    }

    private void index(JsonObject index, List<String> names, int depth) {
        if (depth > DEEPEST) {
            throw new InvalidArgument("invalid archive: indexes are nested too deeply");
        }
        for (JsonObject descriptor : index.objects("manifests")) {
            if (isForThisMachine(descriptor)) {
                manifest(descriptor, names, depth);
            }
        }
    }

    private void manifest(JsonObject descriptor, List<String> inherited, int depth) {
        List<String> own = names(descriptor);
        List<String> names = own.isEmpty() ? inherited : own;
        JsonObject manifest = JsonObject.parse(blob(descriptor), "manifest");
        if (!manifest.objects("manifests").isEmpty()) {
            index(manifest, names, depth + 1);
            return;
        }
        JsonObject config = manifest.object("config")
                .orElseThrow(() -> new InvalidArgument("invalid archive: a manifest has no configuration"));
        List<LayerContent> layers = manifest.objects("layers").stream()
                .map(layer -> archive.content(path(layer)))
                .toList();
        images.add(ArchivedImage.of(blob(config), layers, names, Optional.empty()));
    }

    private static boolean isForThisMachine(JsonObject descriptor) {
        String here = NewConfig.architectureOf(System.getProperty("os.arch", ""));
        return descriptor
                .object("platform")
                .map(platform -> platform.text("os").equals("linux")
                        && platform.text("architecture").equals(here))
                .orElse(true);
    }

    /** The names of an image; a short name is only a tag, which names nothing without a repository. */
    private static List<String> names(JsonObject descriptor) {
        Map<String, String> annotations = descriptor.map("annotations");
        return Optional.ofNullable(annotations.get(FULL_NAME))
                .or(() -> Optional.ofNullable(annotations.get(SHORT_NAME)).filter(name -> name.indexOf(':') > 0))
                .map(name -> List.of(ArchivedImage.checkedName(
                        Reference.parse(name).withDefaultTag().toString())))
                .orElse(List.of());
    }

    private byte[] blob(JsonObject descriptor) {
        String path = path(descriptor);
        byte[] bytes = archive.document(path);
        if (!Digest.of(bytes).toString().equals(descriptor.text("digest"))) {
            throw new InvalidArgument("invalid archive: " + path + " has another digest");
        }
        return bytes;
    }

    private static String path(JsonObject descriptor) {
        String digest = descriptor.text("digest");
        return Digest.parse(digest)
                .map(found -> "blobs/sha256/" + found.hex())
                .orElseThrow(() -> new InvalidArgument("invalid archive: bad digest: " + digest));
    }
}
