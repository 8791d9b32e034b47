package dev.wharf.engine.event;

import java.util.Optional;

/** What the events ask of those who keep the objects that events tell about. An OSGi service of the same bundle. */
@FunctionalInterface
public interface EventObjects {

    /** The full id of the container that a name, an id or a unique prefix of an id stands for at this moment. */
    Optional<String> container(String reference);
}
