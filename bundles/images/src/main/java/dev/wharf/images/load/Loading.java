package dev.wharf.images.load;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.image.Progress;
import dev.wharf.images.catalog.Catalog;
import dev.wharf.images.catalog.NewImage;
import dev.wharf.images.config.HistoryStep;
import dev.wharf.images.config.ImageConfig;
import dev.wharf.images.config.OldImage;
import dev.wharf.images.content.Digest;
import dev.wharf.images.layer.AppliedLayer;
import dev.wharf.images.layer.LayerSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One load: applies layers and keeps images. Belongs to one thread. */
final class Loading {
    private final Catalog catalog;
    private final LayerSession session;
    private final Consumer<Progress> progress;
    private final List<String> loaded = new ArrayList<>();

    Loading(Catalog catalog, LayerSession session, Consumer<Progress> progress) {
        this.catalog = catalog;
        this.session = session;
        this.progress = progress;
    }

    /** Takes up images that have a configuration. */
    List<String> configured(List<ArchivedImage> images) {
        for (ArchivedImage image : images) {
            Digest id = Digest.of(image.bytes());
            // Layers that are there already are not read; they are held, so that no removal takes them meanwhile.
            List<Long> sizes = applied(image);
            Optional<Digest> parent = image.parent().filter(candidate -> isParent(candidate, image.config()));
            keep(NewImage.of(image.bytes(), parent, session.graphDriver(), sizes), image.names());
            if (image.names().isEmpty()) {
                loaded.add(id.toString());
            }
        }
        return List.copyOf(loaded);
    }

    /** Takes up images of the layout before Docker 1.10; each one becomes an image with its parent. */
    List<String> old(OldArchive archive, SpooledArchive files) {
        Map<String, Converted> converted = new HashMap<>();
        archive.images().forEach((oldId, image) -> {
            Optional<Converted> parent = image.parent().map(id -> known(converted, id));
            converted.put(oldId, converted(oldId, image, parent, files));
        });
        archive.names().forEach((name, oldId) -> keep(known(converted, oldId).image(), List.of(name)));
        archive.namelessHeads()
                .forEach(
                        oldId -> loaded.add(known(converted, oldId).image().id().toString()));
        return List.copyOf(loaded);
    }

    /**
     * What an old image became.
     *
     * @param image the new one
     * @param layers bottom first
     * @param history oldest first
     */
    private record Converted(NewImage image, List<AppliedLayer> layers, List<HistoryStep> history) {}

    private Converted converted(String oldId, OldImage image, Optional<Converted> parent, SpooledArchive files) {
        List<AppliedLayer> stack = new ArrayList<>(parent.map(Converted::layers).orElse(List.of()));
        Optional<Digest> below = stack.isEmpty()
                ? Optional.empty()
                : Optional.of(stack.get(stack.size() - 1).chain());
        stack.add(session.apply(below, files.content(OldArchive.layer(oldId))));
        List<HistoryStep> history =
                new ArrayList<>(parent.map(Converted::history).orElse(List.of()));
        history.add(image.step());
        byte[] config = image.convert(stack.stream().map(AppliedLayer::diff).toList(), history);
        ImageConfig.parse(config);
        List<Long> sizes = stack.stream().map(AppliedLayer::contentBytes).toList();
        Optional<Digest> parentId = parent.map(older -> older.image().id());
        NewImage kept = NewImage.of(config, parentId, session.graphDriver(), sizes);
        keep(kept, List.of());
        return new Converted(kept, stack, history);
    }

    private List<Long> applied(ArchivedImage image) {
        List<Long> sizes = new ArrayList<>();
        Optional<Digest> below = Optional.empty();
        for (int index = 0; index < image.layers().size(); index++) {
            AppliedLayer layer = session.apply(
                    below, image.config().diffs().get(index), image.layers().get(index));
            sizes.add(layer.contentBytes());
            below = Optional.of(layer.chain());
        }
        return sizes;
    }

    private void keep(NewImage image, List<String> names) {
        catalog.keep(image, names)
                .forEach((name, former) -> progress.accept(Progress.of("The image " + name
                        + " already exists, renaming the old one with ID " + new Digest(former).shortHex()
                        + " to empty string")));
        loaded.addAll(names);
    }

    private boolean isParent(Digest candidate, ImageConfig child) {
        return catalog.snapshot()
                .find(candidate.hex())
                .map(parent -> parent.config().diffs())
                .filter(diffs -> diffs.size() <= child.diffs().size())
                .filter(diffs -> diffs.equals(child.diffs().subList(0, diffs.size())))
                .isPresent();
    }

    private static Converted known(Map<String, Converted> converted, String oldId) {
        return Optional.ofNullable(converted.get(oldId))
                .orElseThrow(() -> new InvalidArgument("invalid archive: the image " + oldId + " is missing"));
    }
}
