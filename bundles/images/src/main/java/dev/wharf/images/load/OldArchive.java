package dev.wharf.images.load;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.images.config.ImageConfig;
import dev.wharf.images.config.JsonObject;
import dev.wharf.images.config.OldImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layout of Docker before 1.10: a folder for each image, and {@code repositories} with the names.
 *
 * @param images by old id, parents before children
 * @param names old id by {@code repository:tag}
 */
record OldArchive(Map<String, OldImage> images, Map<String, String> names) {
    static final String INDEX = "repositories";

    private static final Pattern JSON = Pattern.compile("([0-9a-f]{64})/json");

    /** Whether an archive has this layout; the names may be missing. */
    static boolean isOne(SpooledArchive archive) {
        return archive.has(INDEX)
                || archive.names().stream().anyMatch(name -> JSON.matcher(name).matches());
    }

    /**
     * Reads and checks an archive.
     *
     * @throws InvalidArgument when it is malformed
     */
    static OldArchive read(SpooledArchive archive) {
        Map<String, OldImage> found = new TreeMap<>();
        for (String name : archive.names()) {
            Matcher json = JSON.matcher(name);
            if (json.matches()) {
                found.put(json.group(1), OldImage.parse(archive.document(name)));
            }
        }
        Map<String, OldImage> ordered = parentsFirst(found);
        Map<String, String> names = archive.has(INDEX) ? names(archive) : Map.of();
        names.forEach((name, id) -> {
            if (!ordered.containsKey(id)) {
                throw new InvalidArgument("invalid archive: " + name + " names the missing image " + id);
            }
        });
        ordered.keySet().forEach(id -> archive.content(layer(id)));
        return new OldArchive(ordered, names);
    }

    /** The name of the file with the layer of an image. */
    static String layer(String oldId) {
        return oldId + "/layer.tar";
    }

    /** The old ids that are nobody's parent and have no name. */
    Set<String> namelessHeads() {
        Set<String> heads = new LinkedHashSet<>(images.keySet());
        images.values().forEach(image -> image.parent().ifPresent(heads::remove));
        heads.removeAll(names.values());
        return heads;
    }

    private static Map<String, String> names(SpooledArchive archive) {
        JsonObject repositories = JsonObject.parse(archive.document(INDEX), INDEX);
        Map<String, String> names = new LinkedHashMap<>();
        for (String repository : new TreeSet<>(fields(repositories))) {
            new TreeMap<>(repositories.map(repository))
                    .forEach((tag, id) -> names.put(ArchivedImage.checkedName(repository + ':' + tag), id));
        }
        return names;
    }

    private static List<String> fields(JsonObject json) {
        List<String> fields = new ArrayList<>();
        json.node().fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    private static Map<String, OldImage> parentsFirst(Map<String, OldImage> found) {
        Map<String, OldImage> ordered = new LinkedHashMap<>();
        for (String id : found.keySet()) {
            List<String> line = new ArrayList<>();
            Optional<String> at = Optional.of(id);
            while (at.isPresent() && !ordered.containsKey(at.get())) {
                line.add(0, at.get());
                at = known(found, at.get()).parent();
                if (line.size() > ImageConfig.MOST_LAYERS) {
                    throw new InvalidArgument("invalid archive: image " + id + " has too many parents");
                }
            }
            line.forEach(each -> ordered.put(each, known(found, each)));
        }
        return ordered;
    }

    private static OldImage known(Map<String, OldImage> found, String id) {
        return Optional.ofNullable(found.get(id))
                .orElseThrow(() -> new InvalidArgument("invalid archive: the image " + id + " is missing"));
    }
}
