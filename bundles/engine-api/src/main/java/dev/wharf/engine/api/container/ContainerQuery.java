package dev.wharf.engine.api.container;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * Which containers to list.
 *
 * @param all also those that do not run
 * @param limit the newest so many, whether they run or not; 0 for no limit
 * @param since only those made after this one; empty for all
 * @param before only those made before this one; empty for all
 * @param filters values by name: {@code exited status label name id ancestor} and newer ones; unknown names are
 *     ignored
 */
public record ContainerQuery(boolean all, int limit, String since, String before, Map<String, List<String>> filters) {
    /** Checks and copies. */
    public ContainerQuery {
        requireNonNull(since, "since");
        requireNonNull(before, "before");
        filters = Ordered.map(filters);
    }
}
