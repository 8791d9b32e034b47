package dev.wharf.engine.api.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which events to tell.
 *
 * @param since also kept events of that instant or later
 * @param until end at that instant; one in the past ends at once after the replay
 * @param filters values by name ({@code event container image label type}): any value of a name, all names
 */
public record EventQuery(Optional<Instant> since, Optional<Instant> until, Map<String, List<String>> filters) {
    /** Checks and copies. */
    public EventQuery {
        requireNonNull(since, "since");
        requireNonNull(until, "until");
        filters = Map.copyOf(new LinkedHashMap<>(filters));
    }
}
