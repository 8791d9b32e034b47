package dev.wharf.api.http.server;

import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventQuery;
import dev.wharf.engine.api.event.EventService;
import dev.wharf.engine.api.event.EventSubscription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Events without history and filters. */
final class FakeEvents implements EventService {
    final CountDownLatch subscribed = new CountDownLatch(1);
    final CountDownLatch unsubscribed = new CountDownLatch(1);

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    @Override
    public void publish(Event event) {
        subscriptions.forEach(subscription -> subscription.offer(event));
    }

    @Override
    public EventSubscription subscribe(EventQuery query) {
        Subscription subscription = new Subscription();
        subscriptions.add(subscription);
        subscribed.countDown();
        return subscription;
    }

    @Override
    public int subscribers() {
        return subscriptions.size();
    }

    /** What one subscriber has not taken yet; an empty one ends it. */
    private final class Subscription implements EventSubscription {
        private final BlockingQueue<Optional<Event>> events = new LinkedBlockingQueue<>();
        private volatile boolean hasEnded;
        private volatile Runnable listener = () -> {};

        void offer(Event event) {
            events.add(Optional.of(event));
            listener.run();
        }

        @Override
        public void onNews(Runnable heard) {
            listener = heard;
            heard.run();
        }

        @Override
        public Optional<Event> next(Duration timeout) throws InterruptedException {
            Optional<Event> event = events.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return event == null ? Optional.empty() : event;
        }

        @Override
        public boolean hasEnded() {
            return hasEnded;
        }

        @Override
        public void close() {
            hasEnded = true;
            events.add(Optional.empty());
            subscriptions.remove(this);
            listener.run();
            unsubscribed.countDown();
        }
    }
}
