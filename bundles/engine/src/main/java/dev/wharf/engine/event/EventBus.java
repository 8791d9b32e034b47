package dev.wharf.engine.event;

import static java.util.Objects.requireNonNull;

import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventQuery;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.event.EventSubscription;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps the last events and hands each new one to the queues of the subscribers. Never waits for one of them. A publisher
 * serves a few subscribers itself; with many of them a thread of the bus does it, and the publisher goes on.
 */
@Component(service = EventService.class)
public final class EventBus implements EventService {
    private static final int FEW = 16;

    /** From so many events on that wait to be handed on, publishers have to help. */
    private static final int MOST_WAITING = 8192;

    private final Clock clock;
    private final EventObjects objects;
    private final ReentrantLock lock = new ReentrantLock();
    private final Backlog backlog = new Backlog(); // guarded by lock
    private final List<QueuedSubscription> subscriptions = new CopyOnWriteArrayList<>(); // changed under lock
    private final ReentrantLock delivery = new ReentrantLock(); // held while events are handed on; taken before lock
    private final ThreadPoolExecutor deliverer = deliverer();

    /** Makes a bus that goes by the time of the host. */
    @Activate
    public EventBus(@Reference EventObjects objects) {
        this(Clock.systemUTC(), objects);
    }

    /** Makes a bus that knows no object by another name than its events do. */
    public EventBus() {
        this(Clock.systemUTC(), reference -> Optional.empty());
    }

    EventBus(Clock clock, EventObjects objects) {
        this.clock = requireNonNull(clock, "clock");
        this.objects = requireNonNull(objects, "objects");
    }

    /** One thread, which is there while there is something to do, and one task that waits for it at most. */
    private static ThreadPoolExecutor deliverer() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(1),
                work -> {
                    Thread thread = new Thread(work, "event delivery");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public void publish(Event event) {
        int waiting;
        lock.lock();
        try {
            backlog.add(event, !subscriptions.isEmpty());
            waiting = backlog.size();
        } finally {
            lock.unlock();
        }
        if (waiting > MOST_WAITING) {
            deliverNow();
        } else if (subscriptions.size() > FEW) {
            deliverer.execute(this::deliver);
        } else {
            deliver();
        }
    }

    /** Hands on what waits, unless another thread does; that one looks again when it has done its work. */
    private void deliver() {
        while (isWaiting() && delivery.tryLock()) {
            try {
                handOn();
            } finally {
                delivery.unlock();
            }
        }
    }

    private void deliverNow() {
        delivery.lock();
        try {
            handOn();
        } finally {
            delivery.unlock();
        }
    }

    private void handOn() {
        List<Numbered> batch = take();
        subscriptions.forEach(subscription -> subscription.offer(batch));
        subscriptions.forEach(QueuedSubscription::tell);
    }

    private boolean isWaiting() {
        lock.lock();
        try {
            return backlog.size() > 0;
        } finally {
            lock.unlock();
        }
    }

    private List<Numbered> take() {
        lock.lock();
        try {
            return backlog.take();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public EventSubscription subscribe(EventQuery query) {
        EventFilter filter = new EventFilter(query.filters(), objects);
        lock.lock();
        try {
            QueuedSubscription subscription =
                    new QueuedSubscription(filter, query.until(), clock, backlog.next(), this::forget);
            query.since().map(backlog::since).ifPresent(subscription::replay);
            subscriptions.add(subscription);
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int subscribers() {
        return subscriptions.size();
    }

    /** Ends all subscriptions when the bus goes away. */
    @Deactivate
    void stop() {
        deliverer.shutdown();
        List.copyOf(subscriptions).forEach(QueuedSubscription::close);
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
