package dev.wharf.engine.container;

import dev.wharf.engine.api.container.Container;
import dev.wharf.engine.api.container.ContainerQuery;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists containers, newest first. */
final class ContainerListing {
    private static final Comparator<LiveContainer> NEWEST_FIRST = Comparator.comparing(
                    (LiveContainer container) -> container.record().created())
            .reversed()
            .thenComparing(LiveContainer::id);

    private final ContainerTable table;
    private final ContainerView view;
    private final ImageSource images;

    ContainerListing(ContainerTable table, ContainerView view, ImageSource images) {
        this.table = table;
        this.view = view;
        this.images = images;
    }

    /** What a query asks for. */
    List<Container> list(ContainerQuery query) {
        ContainerFilter filter = new ContainerFilter(query.filters(), images);
        Optional<Instant> since = created(query.since());
        Optional<Instant> before = created(query.before());
        boolean all =
                query.all() || query.limit() > 0 || since.isPresent() || before.isPresent() || filter.impliesAll();
        Stream<LiveContainer> found = table.all().stream()
                .filter(container -> all || container.run().told().state().isRunning())
                .filter(container ->
                        since.map(container.record().created()::isAfter).orElse(true))
                .filter(container ->
                        before.map(container.record().created()::isBefore).orElse(true))
                .filter(filter)
                .sorted(NEWEST_FIRST);
        ImageNames names = new ImageNames(images);
        Map<String, List<String>> aliases = new Links(table).names();
        return (query.limit() > 0 ? found.limit(query.limit()) : found)
                .map(container -> view.brief(
                        container, names.of(container.record()), aliases.getOrDefault(container.id(), List.of())))
                .toList();
    }

    private Optional<Instant> created(String reference) {
        return reference.isEmpty()
                ? Optional.empty()
                : Optional.of(table.get(reference).record().created());
    }

    /** How a listing names images: as given at create, or by id when that name has moved. */
    static final class ImageNames {
        private final ImageSource images;
        private final Map<String, Optional<String>> ids = new HashMap<>();

        ImageNames(ImageSource images) {
            this.images = images;
        }

        String of(ContainerRecord record) {
            String name = record.config().image();
            boolean same = ids.computeIfAbsent(name, images::id)
                    .filter(record.imageId()::equals)
                    .isPresent();
            return same ? name : record.imageId();
        }
    }
}
