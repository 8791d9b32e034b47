package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The filters of a listing; Docker 1.9.1, daemon/list.go, and some of the newer ones. Unknown names are ignored. */
final class ContainerFilter implements Predicate<LiveContainer> {
    private static final Set<String> STATES =
            Arrays.stream(ContainerState.values()).map(ContainerFilter::word).collect(Collectors.toSet());

    private final Map<String, List<String>> filters;
    private final ImageSource images;
    private final Set<String> ancestors;

    /**
     * Reads filters.
     *
     * @throws EngineException InvalidArgument for a value
     */
    ContainerFilter(Map<String, List<String>> filters, ImageSource images) {
        this.filters = filters;
        this.images = images;
        values("status").forEach(ContainerFilter::checkStatus);
        values("exited").forEach(ContainerFilter::number);
        ancestors = values("ancestor").stream()
                .flatMap(name -> images.id(name).stream())
                .collect(Collectors.toSet());
    }

    /** Whether the filters ask for containers that do not run. */
    boolean impliesAll() {
        return values("status").stream().anyMatch(state -> !state.equals("running"));
    }

    @Override
    public boolean test(LiveContainer container) {
        ContainerRecord record = container.record();
        return any("status", state -> state.equals(word(container.run().told().state())))
                && any("exited", code -> hasExited(container, number(code)))
                && values("label").stream().allMatch(label -> hasLabel(record, label))
                && any("name", name -> matches(name, "/" + record.name()) || matches(name, record.name()))
                && any("id", id -> matches(id, record.id()))
                && any("volume", volume -> mounts(record, volume))
                && any("network", network -> isIn(container, network))
                && (values("ancestor").isEmpty() || descends(record));
    }

    private boolean any(String filter, Predicate<String> matches) {
        Collection<String> values = values(filter);
        return values.isEmpty() || values.stream().anyMatch(matches);
    }

    private List<String> values(String filter) {
        return filters.getOrDefault(filter, List.of());
    }

    private static boolean hasExited(LiveContainer container, int code) {
        return !container.run().told().state().isRunning()
                && container.run().told().startedAt().isPresent()
                && container.run().told().outcome().exitCode() == code;
    }

    private static boolean hasLabel(ContainerRecord record, String label) {
        int equals = label.indexOf('=');
        Map<String, String> labels = record.config().labels();
        return equals < 0
                ? labels.containsKey(label)
                : label.substring(equals + 1).equals(labels.get(label.substring(0, equals)));
    }

    private static boolean mounts(ContainerRecord record, String volume) {
        return record.mounts().stream()
                .anyMatch(mount ->
                        mount.volume().equals(volume) || mount.destination().equals(volume));
    }

    private static boolean isIn(LiveContainer container, String network) {
        return network.equals(container.record().hostConfig().network().mode())
                || container.record().networks().containsKey(network)
                || Connector.isIn(container.run().network(), network);
    }

    private boolean descends(ContainerRecord record) {
        return images.lineage(record.imageId()).stream().anyMatch(ancestors::contains);
    }

    /** Equal, or found as a regular expression. */
    private static boolean matches(String pattern, String text) {
        try {
            return pattern.equals(text)
                    || Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException ignored) {
            return false; // as in Docker, a bad expression matches nothing
        }
    }

    private static void checkStatus(String state) {
        if (!STATES.contains(state)) {
            throw new EngineException.InvalidArgument("Unrecognised filter value for status: " + state);
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new EngineException.InvalidArgument("strconv.ParseInt: parsing \"" + text + "\": invalid syntax", e);
        }
    }

    private static String word(ContainerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
