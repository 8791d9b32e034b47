package dev.wharf.images.catalog;

import dev.wharf.engine.api.EngineException.InvalidArgument;
import dev.wharf.engine.api.image.ImageQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which images a list shows, as Docker 1.9 does it ({@code graph/list.go}). */
public final class ImageSelection {
    private static final Set<String> FILTERS = Set.of("dangling", "label");
    private static final Map<String, Boolean> TRUTH = Map.of("true", true, "1", true, "false", false, "0", false);
    private static final Comparator<Row> NEWEST_FIRST = Comparator.comparing(
                    (Row row) -> row.image().config().created())
            .reversed()
            .thenComparing(row -> row.image().id().hex());

    private final Snapshot snapshot;
    private final ImageQuery query;
    private final boolean isDanglingOnly;
    private final boolean isDanglingLeftOut;

    private ImageSelection(Snapshot snapshot, ImageQuery query) {
        this.snapshot = snapshot;
        this.query = query;
        List<Boolean> dangling = query.filters().getOrDefault("dangling", List.of()).stream()
                .map(ImageSelection::truth)
                .toList();
        this.isDanglingOnly = dangling.contains(true);
        this.isDanglingLeftOut = !isDanglingOnly && dangling.contains(false);
    }

    /**
     * An image with those of its names that were asked for.
     *
     * @param image the image
     * @param tags {@code repository:tag}, sorted
     * @param digests {@code repository@digest}, sorted
     */
    public record Row(StoredImage image, List<String> tags, List<String> digests) {}

    /**
     * Selects, newest first.
     *
     * @throws InvalidArgument {@code Invalid filter 'x'}
     */
    public static List<Row> of(Snapshot snapshot, ImageQuery query) {
        for (String filter : query.filters().keySet()) {
            if (!FILTERS.contains(filter)) {
                throw new InvalidArgument("Invalid filter '" + filter + "'");
            }
        }
        return new ImageSelection(snapshot, query).rows();
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (StoredImage image : snapshot.images()) {
            String hex = image.id().hex();
            Row row = new Row(image, matching(snapshot.tags(hex)), matching(snapshot.digests(hex)));
            if (isShown(row) && hasLabels(image)) {
                rows.add(row);
            }
        }
        rows.sort(NEWEST_FIRST);
        return rows;
    }

    private boolean isShown(Row row) {
        if (!row.tags().isEmpty() || !row.digests().isEmpty()) {
            return !isDanglingOnly || row.tags().isEmpty();
        }
        if (!query.repository().isEmpty() || isDanglingLeftOut) {
            return false;
        }
        boolean isLeaf = snapshot.children(row.image().id().hex()).isEmpty();
        return isLeaf || (query.all() && !isDanglingOnly);
    }

    private List<String> matching(List<String> names) {
        if (query.repository().isEmpty()) {
            return names;
        }
        Glob glob = Glob.of(query.repository());
        return names.stream()
                .filter(name -> glob.matches(name) || glob.matches(repository(name)))
                .toList();
    }

    private boolean hasLabels(StoredImage image) {
        Map<String, String> labels = image.config().config().labels();
        return query.filters().getOrDefault("label", List.of()).stream().allMatch(wanted -> {
            int equals = wanted.indexOf('=');
            return equals < 0
                    ? labels.containsKey(wanted)
                    : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
        });
    }

    private static String repository(String name) {
        int at = name.indexOf('@');
        return at >= 0 ? name.substring(0, at) : name.substring(0, name.lastIndexOf(':'));
    }

    private static boolean truth(String text) {
        if (!TRUTH.containsKey(text)) {
            throw new InvalidArgument("Invalid filter 'dangling=[" + text + "]'");
        }
        return TRUTH.getOrDefault(text, false);
    }
}
