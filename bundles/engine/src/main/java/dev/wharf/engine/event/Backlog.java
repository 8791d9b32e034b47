package dev.wharf.engine.event;

import dev.wharf.engine.api.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last events, and those that were not yet handed to subscribers. Events come to be in an order, so that their times
 * follow one another, too: who asks for what came since the last event that it saw misses none. Belongs to the lock of the
 * bus.
 */
final class Backlog {
    private static final int KEPT = 256;
    private static final int MOST_AT_ONCE = 256;
    private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

    private final Deque<Event> kept = new ArrayDeque<>(KEPT);
    private final Deque<Numbered> waiting = new ArrayDeque<>();
    private Instant last = Instant.MIN;
    private long count = 0;

    /** Keeps an event. */
    void add(Event event, boolean isWanted) {
        Event stamped = stamped(event);
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(stamped);
        if (isWanted) {
            waiting.addLast(new Numbered(count, stamped));
        }
        count++;
    }

    /** The kept events of an instant or later. */
    List<Event> since(Instant since) {
        return kept.stream().filter(event -> !event.at().isBefore(since)).toList();
    }

    /** The number of the next event. */
    long next() {
        return count;
    }

    int size() {
        return waiting.size();
    }

    /** Some of those that wait, in order. */
    List<Numbered> take() {
        List<Numbered> batch = new ArrayList<>();
        while (batch.size() < MOST_AT_ONCE && !waiting.isEmpty()) {
            batch.add(waiting.removeFirst());
        }
        return batch;
    }

    /** Two threads that read the clock in one order may publish in the other. A clock that was set back is believed. */
    private Event stamped(Event event) {
        boolean isLate =
                !event.at().isAfter(last) && event.at().plus(CLOCK_STEP).isAfter(last);
        last = isLate ? last.plusNanos(1) : event.at();
        return isLate
                ? new Event(event.type(), event.action(), event.id(), event.from(), event.attributes(), last)
                : event;
    }
}
