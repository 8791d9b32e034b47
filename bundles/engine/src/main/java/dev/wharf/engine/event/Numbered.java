package dev.wharf.engine.event;

import dev.wharf.engine.api.event.Event;

/**
 * An event in the order of publication.
 *
 * @param number of events before it
 * @param event that happened
 */
record Numbered(long number, Event event) {}
