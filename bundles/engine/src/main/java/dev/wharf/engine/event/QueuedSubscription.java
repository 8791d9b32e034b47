package dev.wharf.engine.event;

import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventQuery;
import dev.wharf.engine.api.event.EventSubscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A bounded queue of events for one subscriber. Docker 1.9's queue holds 1,024, too (pkg/pubsub/publisher.go). */
final class QueuedSubscription implements EventSubscription {
    private static final int LIMIT = 1024;

    private final EventFilter filter;
    private final Optional<Instant> until;
    private final Clock clock;
    private final Consumer<QueuedSubscription> onEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Event> waiting = new ArrayDeque<>(); // guarded by lock
    private boolean closed; // guarded by lock
    private boolean hasNews; // of which the listener has not been told; guarded by lock
    private Runnable listener = () -> {}; // guarded by lock

    QueuedSubscription(EventQuery query, Clock clock, Consumer<QueuedSubscription> onEnd) {
        this.filter = new EventFilter(query.filters());
        this.until = query.until();
        this.clock = clock;
        this.onEnd = onEnd;
    }

    /** Queues an event if it is asked for; cuts the subscription off when its queue is full. */
    void offer(Event event) {
        if (until.map(end -> event.at().isAfter(end)).orElse(false) || !filter.accepts(event)) {
            return;
        }
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (waiting.size() == LIMIT) {
                closed = true;
                waiting.clear();
            } else {
                waiting.addLast(event);
            }
            hasNews = true;
            changed.signalAll();
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
        told.ifPresent(Runnable::run);
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
