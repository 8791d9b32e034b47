package dev.wharf.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventQuery;
import dev.wharf.engine.api.event.EventSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventBusLoadTest {
    private static final int SUBSCRIBERS = 1000;
    private static final int BURST = 500;
    private static final int BURSTS = 20;

    private final EventBus bus = new EventBus();
    private final ExecutorService readers = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        bus.stop();
        readers.shutdownNow();
    }

    @Test
    void aThousandSubscribersHearTenThousandEventsInOrderAndASlowOneDisturbsNobody() throws InterruptedException {
        EventSubscription slow = bus.subscribe(all());
        List<Reader> those = new ArrayList<>();
        for (int number = 0; number < SUBSCRIBERS; number++) {
            those.add(new Reader(bus.subscribe(all())));
        }
        long spent = 0;
        for (int burst = 0; burst < BURSTS; burst++) {
            CountDownLatch heard = new CountDownLatch(SUBSCRIBERS);
            int seen = (burst + 1) * BURST;
            those.forEach(reader -> reader.expect(seen, heard));
            long begin = System.nanoTime();
            for (int number = burst * BURST; number < seen; number++) {
                bus.publish(event(number));
            }
            spent += System.nanoTime() - begin;
            assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(those).allMatch(reader -> reader.next.get() == BURST * BURSTS);
        assertThat(slow.hasEnded()).isTrue();
        assertThat(bus.subscribers()).isEqualTo(SUBSCRIBERS);
        assertThat(Duration.ofNanos(spent / (BURST * BURSTS))).isLessThan(Duration.ofMillis(1));
    }

    @Test
    void withoutAPauseWhatWaitsIsBoundedAndThoseWhoLagAreCutOff() throws InterruptedException {
        List<EventSubscription> those = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            those.add(bus.subscribe(all()));
        }

        for (int number = 0; number < 20_000; number++) {
            bus.publish(event(number));
        }

        CountDownLatch ended = new CountDownLatch(those.size());
        those.forEach(subscription -> subscription.onNews(() -> {
            if (subscription.hasEnded()) {
                ended.countDown();
            }
        }));
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bus.subscribers()).isZero();
    }

    private static EventQuery all() {
        return new EventQuery(Optional.empty(), Optional.empty(), Map.of("type", List.of("container")));
    }

    private static Event event(int number) {
        return new Event(Event.Type.CONTAINER, String.valueOf(number), "id", "busybox", Map.of(), Instant.now());
    }

    /** Takes what has come on one of few threads, as a server does. */
    private final class Reader {
        private final EventSubscription subscription;
        private final AtomicInteger news = new AtomicInteger();
        private final AtomicInteger next = new AtomicInteger();
        private volatile int expected = Integer.MAX_VALUE;
        private volatile CountDownLatch heard = new CountDownLatch(1);

        Reader(EventSubscription subscription) {
            this.subscription = subscription;
            subscription.onNews(() -> {
                if (news.getAndIncrement() == 0) {
                    readers.execute(this::read);
                }
            });
        }

        void expect(int seen, CountDownLatch latch) {
            heard = latch;
            expected = seen;
        }

        private void read() {
            int seen;
            do {
                seen = news.get();
                take();
            } while (news.addAndGet(-seen) != 0);
        }

        private void take() {
            try {
                Optional<Event> event = subscription.next(Duration.ZERO);
                while (event.isPresent()) {
                    assertThat(event.get().action()).isEqualTo(String.valueOf(next.get()));
                    if (next.incrementAndGet() == expected) {
                        heard.countDown();
                    }
                    event = subscription.next(Duration.ZERO);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
