package dev.wharf.engine.event;

import dev.wharf.engine.api.event.Event;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Decides whether an event is asked for: any value of a filter, all filters. Unknown filters are ignored. */
final class EventFilter {
    private final Map<String, List<String>> filters;

    EventFilter(Map<String, List<String>> filters) {
        this.filters = Map.copyOf(filters);
    }

    boolean accepts(Event event) {
        return any("event", action -> isAction(event, action))
                && any(
                        "type",
                        type -> event.type().name().toLowerCase(Locale.ROOT).equals(type))
                && any("container", container -> isContainer(event, container))
                && any("image", image -> isImage(event, image))
                && any("label", label -> hasLabel(event, label));
    }

    private boolean any(String name, Predicate<String> matches) {
        List<String> values = filters.getOrDefault(name, List.of());
        return values.isEmpty() || values.stream().anyMatch(matches);
    }

    /** Also the part before the colon matches, so that {@code exec_create} finds {@code exec_create: ls}. */
    private static boolean isAction(Event event, String action) {
        return event.action().equals(action) || event.action().startsWith(action + ":");
    }

    private static boolean isContainer(Event event, String container) {
        String name = container.startsWith("/") ? container.substring(1) : container;
        return event.type() == Event.Type.CONTAINER
                && !name.isEmpty()
                && (event.id().startsWith(name)
                        || event.attributes().getOrDefault("name", "").equals(name));
    }

    /** Docker 1.9 compares with id and image name, each also without the tag (daemon/events/filter.go). */
    private static boolean isImage(Event event, String image) {
        String name = event.type() == Event.Type.IMAGE ? event.attributes().getOrDefault("name", "") : event.from();
        return isNamed(event.id(), image) || isNamed(name, image);
    }

    private static boolean isNamed(String name, String asked) {
        return name.equals(asked)
                || withoutTag(name).equals(asked)
                || (withoutTag(name).equals(name) && (name + ":latest").equals(asked));
    }

    private static String withoutTag(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }

    private static boolean hasLabel(Event event, String label) {
        int equals = label.indexOf('=');
        if (equals < 0) {
            return event.attributes().containsKey(label);
        }
        String value = event.attributes().get(label.substring(0, equals));
        return label.substring(equals + 1).equals(value);
    }
}
