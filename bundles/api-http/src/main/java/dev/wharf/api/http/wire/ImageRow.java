package dev.wharf.api.http.wire;

import dev.wharf.engine.api.image.Image;
import java.util.List;
import java.util.Map;

/**
 * A row of the list of images; keys and order of Docker 1.9.1, api/types/types.go (Image).
 *
 * @param id {@code Id}; the others are named likewise
 */
public record ImageRow(
        String id,
        String parentId,
        List<String> repoTags,
        List<String> repoDigests,
        long created,
        long size,
        long virtualSize,
        Map<String, String> labels) {

    private static final List<String> NO_TAG = List.of("<none>:<none>");
    private static final List<String> NO_DIGEST = List.of("<none>@<none>");

    /** The row of an image. */
    public static ImageRow of(Image image) {
        boolean unnamed = image.tags().isEmpty() && image.digests().isEmpty();
        return new ImageRow(
                Ids.plain(image.id()),
                Ids.plain(image.parent()),
                image.tags().isEmpty() ? NO_TAG : image.tags(),
                unnamed ? NO_DIGEST : image.digests(),
                image.created().getEpochSecond(),
                image.size(),
                image.virtualSize(),
                image.config().labels());
    }
}
