package dev.wharf.engine.testing;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.container.ContainerConfig;
import dev.wharf.engine.api.image.HistoryEntry;
import dev.wharf.engine.api.image.Image;
import dev.wharf.engine.api.image.ImageArchive;
import dev.wharf.engine.api.image.ImageQuery;
import dev.wharf.engine.api.image.ImageRoots;
import dev.wharf.engine.api.image.ImageService;
import dev.wharf.engine.api.image.ImportRequest;
import dev.wharf.engine.api.image.Progress;
import dev.wharf.engine.api.image.Removal;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Images by name and id, without content. */
public final class FakeImages implements ImageService, ImageRoots {
    private final Map<String, Image> images = new ConcurrentHashMap<>();

    /** An image of a name; a name that is there moves to it. */
    public Image add(String name, String parent, ContainerConfig config) {
        String id = "sha256:" + String.format("%064x", images.size() + 1);
        Image image = new Image(
                id,
                parent,
                Instant.EPOCH,
                "",
                "",
                "",
                ContainerConfig.empty(),
                config,
                "",
                "amd64",
                "linux",
                1000,
                5000,
                List.of(name + ":latest"),
                List.of(),
                List.of(),
                "memory",
                Optional.empty());
        images.put(name, image);
        images.put(id, image);
        return image;
    }

    @Override
    public Image inspect(String image) {
        return Optional.ofNullable(images.get(image))
                .orElseThrow(() -> new EngineException.NotFound("No such image: " + image + ":latest"));
    }

    @Override
    public Optional<String> id(String image) {
        return Optional.ofNullable(images.get(image)).map(Image::id);
    }

    @Override
    public RootLayer root(String imageId) {
        return new RootLayer("memory", "layer");
    }

    @Override
    public List<Image> list(ImageQuery query) {
        return List.copyOf(images.values());
    }

    @Override
    public List<HistoryEntry> history(String image) {
        return List.of();
    }

    @Override
    public void tag(String image, String repository, String tag, boolean force) {
        images.put(repository, inspect(image));
    }

    @Override
    public List<Removal> remove(String image, boolean force, boolean prune) {
        images.remove(image);
        return List.of();
    }

    @Override
    public String importTar(ImportRequest request, InputStream tar, Consumer<Progress> progress) {
        throw new EngineException.Unsupported("no content here");
    }

    @Override
    public List<String> load(InputStream archive, Consumer<Progress> progress) {
        throw new EngineException.Unsupported("no content here");
    }

    @Override
    public ImageArchive save(List<String> names) {
        throw new EngineException.Unsupported("no content here");
    }

    @Override
    public int count() {
        return images.size();
    }
}
