package dev.wharf.engine.event;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventQuery;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.event.EventSubscription;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps the last events and hands each new one to the queues of the subscribers. Never waits for one of them. */
@Component(service = EventService.class)
public final class EventBus implements EventService {
    private static final int KEPT = 256;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Event> history = new ArrayDeque<>(KEPT); // guarded by lock
    private final List<QueuedSubscription> subscriptions = new CopyOnWriteArrayList<>(); // changed under lock

    /** Makes a bus that goes by the time of the host. */
    @Activate
    public EventBus() {
        this(Clock.systemUTC());
    }

    EventBus(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public void publish(Event event) {
        lock.lock();
        try {
            if (history.size() == KEPT) {
                history.removeFirst();
            }
            history.addLast(event);
            subscriptions.forEach(subscription -> subscription.offer(event));
        } finally {
            lock.unlock();
        }
        subscriptions.forEach(QueuedSubscription::tell);
    }

    @Override
    public EventSubscription subscribe(EventQuery query) {
        QueuedSubscription subscription = new QueuedSubscription(query, clock, this::forget);
        lock.lock();
        try {
            query.since().ifPresent(since -> replay(since, subscription));
            subscriptions.add(subscription);
        } finally {
            lock.unlock();
        }
        return subscription;
    }

    @Override
    public int subscribers() {
        return subscriptions.size();
    }

    /** Ends all subscriptions when the bus goes away. */
    @Deactivate
    void stop() {
        List.copyOf(subscriptions).forEach(QueuedSubscription::close);
    }

    private void replay(Instant since, QueuedSubscription subscription) {
        for (Event event : history) {
            if (!event.at().isBefore(since)) {
                subscription.offer(event);
            }
        }
    }

    private void forget(QueuedSubscription subscription) {
        lock.lock();
        try {
            subscriptions.remove(subscription);
        } finally {
            lock.unlock();
        }
    }
}
