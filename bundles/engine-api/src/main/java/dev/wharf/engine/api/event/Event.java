package dev.wharf.engine.api.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened.
 *
 * @param type kind of the object
 * @param action such as {@code start} or {@code exec_create: ls -l}
 * @param id of the object
 * @param from name of the image of a container; empty for other objects
 * @param attributes of the object, such as its name and labels
 * @param at when
 */
public record Event(Type type, String action, String id, String from, Map<String, String> attributes, Instant at) {

    /** The kinds of objects that events tell about. */
    public enum Type {
        /** A container. */
        CONTAINER,
        /** An image. */
        IMAGE,
        /** A volume. */
        VOLUME,
        /** A network. */
        NETWORK,
        /** The daemon. */
        DAEMON
    }

    /** Checks and copies. */
    public Event {
        requireNonNull(type, "type");
        requireNonNull(action, "action");
        requireNonNull(id, "id");
        requireNonNull(from, "from");
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        requireNonNull(at, "at");
    }
}
