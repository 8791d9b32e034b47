package dev.wharf.engine.event;

import dev.wharf.engine.api.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides whether an event is asked for: any value of a filter, all filters. Unknown filters are ignored. Immutable. */
final class EventFilter {
    private final List<Predicate<Event>> demands = new ArrayList<>();

    /** Reads filters; the names of containers are those of this moment. */
    EventFilter(Map<String, List<String>> filters, EventObjects objects) {
        filters.forEach((name, values) -> {
            List<Predicate<Event>> any =
                    values.stream().map(value -> demand(name, value, objects)).toList();
            if (!any.isEmpty()) {
                demands.add(event -> any.stream().anyMatch(one -> one.test(event)));
            }
        });
    }

    boolean accepts(Event event) {
        for (Predicate<Event> demand : demands) {
            if (!demand.test(event)) {
                return false;
            }
        }
        return true;
    }

    private static Predicate<Event> demand(String filter, String value, EventObjects objects) {
        return switch (filter) {
            case "event" -> event -> isAction(event, value);
            case "type" -> event -> event.type().name().toLowerCase(Locale.ROOT).equals(value);
            case "container" -> container(value, objects);
            case "image" -> event -> isImage(event, value);
            case "label" -> event -> hasLabel(event, value);
            case "volume" -> event -> isObject(event, Event.Type.VOLUME, value);
            case "network" -> event -> isObject(event, Event.Type.NETWORK, value);
            case "daemon" -> event -> isObject(event, Event.Type.DAEMON, value);
            case "scope" -> event -> value.equals("local");
            default -> event -> true;
        };
    }

    /** Also the part before the colon matches, so that {@code exec_create} finds {@code exec_create: ls}. */
    private static boolean isAction(Event event, String action) {
        String told = event.action();
        return told.startsWith(action) && (told.length() == action.length() || told.charAt(action.length()) == ':');
    }

    /**
     * Docker 1.9.1 looks a container up when it is asked for (api/server/router/local/info.go), so that a rename changes
     * nothing. Of one that is gone, or not there yet, the kept and coming events are found by what they tell, as later.
     */
    private static Predicate<Event> container(String reference, EventObjects objects) {
        Optional<String> id = objects.container(reference);
        String bare = reference.startsWith("/") ? reference.substring(1) : reference;
        return id.<Predicate<Event>>map(found -> event ->
                        event.type() == Event.Type.CONTAINER && event.id().equals(found))
                .orElse(event -> isObject(event, Event.Type.CONTAINER, bare));
    }

    private static boolean isObject(Event event, Event.Type type, String reference) {
        return event.type() == type
                && !reference.isEmpty()
                && (event.id().startsWith(reference)
                        || event.attributes().getOrDefault("name", "").equals(reference));
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
