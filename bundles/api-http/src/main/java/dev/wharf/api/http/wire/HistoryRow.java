package dev.wharf.api.http.wire;

import dev.wharf.engine.api.image.HistoryEntry;
import java.util.List;
import java.util.Optional;

/**
 * A step in the making of an image; keys and order of Docker 1.9.1, api/types/types.go (ImageHistory).
 *
 * @param id {@code Id}, {@code <missing>} for a step whose image is not here; the others are named likewise
 */
public record HistoryRow(
        String id, long created, String createdBy, Optional<List<String>> tags, long size, String comment) {

    /** The row of a step. */
    public static HistoryRow of(HistoryEntry entry) {
        return new HistoryRow(
                entry.id().isEmpty() ? "<missing>" : Ids.plain(entry.id()),
                entry.created().getEpochSecond(),
                entry.createdBy(),
                Optional.of(entry.tags()).filter(tags -> !tags.isEmpty()),
                entry.size(),
                entry.comment());
    }
}
