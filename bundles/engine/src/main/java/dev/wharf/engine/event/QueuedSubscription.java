package dev.wharf.engine.event;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventSubscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bounded queue of events for one subscriber. Docker 1.9's queue holds 1,024, too (pkg/pubsub/publisher.go). */
final class QueuedSubscription implements EventSubscription {
    private static final Logger LOG = LoggerFactory.getLogger(QueuedSubscription.class);
    private static final int LIMIT = 1024;

    private final EventFilter filter;
    private final Optional<Instant> until;
    private final Clock clock;
    private final long first;
    private final Consumer<QueuedSubscription> onEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Event> waiting = new ArrayDeque<>(); // guarded by lock
    private boolean closed; // guarded by lock
    private boolean cutOff; // guarded by lock
    private boolean hasNews; // of which the listener has not been told; guarded by lock
    private Runnable listener = () -> {}; // guarded by lock

    /**
     * Makes an empty queue.
     *
     * @param first number of the first event that it may take
     * @param onEnd called at its end, at least once
     */
    QueuedSubscription(
            EventFilter filter, Optional<Instant> until, Clock clock, long first, Consumer<QueuedSubscription> onEnd) {
        this.filter = filter;
        this.until = until;
        this.clock = clock;
        this.first = first;
        this.onEnd = onEnd;
    }

    /** Queues what was kept and is asked for. */
    void replay(List<Event> kept) {
        take(kept.stream().filter(this::isWanted).toList());
    }

    /** Queues the events that are asked for; cuts the subscription off when its queue is full. */
    void offer(List<Numbered> batch) {
        List<Event> wanted = batch.stream()
                .filter(numbered -> numbered.number() >= first)
                .map(Numbered::event)
                .filter(this::isWanted)
                .toList();
        if (!wanted.isEmpty() && !take(wanted)) {
            LOG.warn("a subscriber of events lags by more than {} and is cut off", LIMIT);
            onEnd.accept(this);
        }
    }

    private boolean isWanted(Event event) {
        return (until.isEmpty() || !event.at().isAfter(until.get())) && filter.accepts(event);
    }

    /** Returns false when that was too much. */
    private boolean take(List<Event> events) {
        lock.lock();
        try {
            if (closed) {
                return true;
            }
            cutOff = waiting.size() + events.size() > LIMIT;
            closed = cutOff;
            if (cutOff) {
                waiting.clear();
            } else {
                waiting.addAll(events);
            }
            hasNews = true;
            changed.signalAll();
            return !cutOff;
        } finally {
            lock.unlock();
        }
    }

    /** Calls the listener when something has come since its last call. Not under a lock. */
    void tell() {
        Optional<Runnable> told = Optional.empty();
        lock.lock();
        try {
            if (hasNews) {
                hasNews = false;
                told = Optional.of(listener);
            }
        } finally {
            lock.unlock();
        }
        told.ifPresent(this::call);
    }

    /** The root of a stranger's code: what escapes from it keeps neither the publisher from its work nor others from hearing. */
    private void call(Runnable heard) {
        try {
            heard.run();
        } catch (RuntimeException e) {
            LOG.warn("a listener for events failed", e);
        }
    }

    @Override
    public void onNews(Runnable heard) {
        lock.lock();
        try {
            listener = heard;
            hasNews = closed || !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
        tell();
    }

    @Override
    public Optional<Event> next(Duration timeout) throws InterruptedException {
        long left = untilEnd(timeout).toNanos();
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (cutOff) {
                throw new EngineException.Unavailable("events are lost: a subscriber lags by more than " + LIMIT);
            }
            return Optional.ofNullable(waiting.pollFirst());
        } finally {
            lock.unlock();
            leaveWhenEnded();
        }
    }

    @Override
    public boolean hasEnded() {
        lock.lock();
        try {
            return closed || (waiting.isEmpty() && isPastEnd());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            hasNews = hasNews || !closed;
            closed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onEnd.accept(this);
        tell();
    }

    private void leaveWhenEnded() {
        if (hasEnded()) {
            close();
        }
    }

    private boolean isPastEnd() {
        return until.map(end -> !clock.instant().isBefore(end)).orElse(false);
    }

    private Duration untilEnd(Duration timeout) {
        if (until.isEmpty()) {
            return timeout;
        }
        Duration left = Duration.between(clock.instant(), until.get());
        return left.compareTo(timeout) < 0 ? left : timeout;
    }
}
