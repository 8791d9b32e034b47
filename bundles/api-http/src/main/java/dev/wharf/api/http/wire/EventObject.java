package dev.wharf.api.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wharf.engine.api.event.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An event: the keys of Docker 1.9.1, pkg/jsonmessage, with those of 1.22 at every version. An event of another object
 * than a container or image has none of the old keys but its times.
 *
 * @param status {@code status}: what happened
 * @param id {@code id}: the container or image; the name in question for a tag, pull, push or import
 * @param from {@code from}: image name of a container
 * @param type {@code Type}: kind of the object
 * @param action {@code Action}: what happened
 * @param actor {@code Actor}: the object
 * @param time {@code time}: seconds
 * @param timeNano {@code timeNano}: nanoseconds
 */
public record EventObject(
        @JsonProperty("status") @JsonInclude(JsonInclude.Include.NON_EMPTY) String status,
        @JsonProperty("id") @JsonInclude(JsonInclude.Include.NON_EMPTY) String id,
        @JsonProperty("from") @JsonInclude(JsonInclude.Include.NON_EMPTY) String from,
        String type,
        String action,
        Actor actor,
        @JsonProperty("time") long time,
        @JsonProperty("timeNano") long timeNano) {

    private static final Set<String> OF_NAMES = Set.of("tag", "pull", "push", "import");

    /** The object of an event. */
    record Actor(@JsonProperty("ID") String id, Map<String, String> attributes) {}

    /** The document of an event. */
    public static EventObject of(Event event) {
        boolean old = event.type() == Event.Type.CONTAINER || event.type() == Event.Type.IMAGE;
        return new EventObject(
                old ? event.action() : "",
                old ? subject(event) : "",
                event.from(),
                event.type().name().toLowerCase(Locale.ROOT),
                event.action(),
                new Actor(Ids.plain(event.id()), event.attributes()),
                event.at().getEpochSecond(),
                ChronoUnit.NANOS.between(Instant.EPOCH, event.at()));
    }

    private static String subject(Event event) {
        String name = event.attributes().getOrDefault("name", "");
        boolean named = event.type() == Event.Type.IMAGE && OF_NAMES.contains(event.action()) && !name.isEmpty();
        return Ids.plain(named ? name : event.id());
    }
}
