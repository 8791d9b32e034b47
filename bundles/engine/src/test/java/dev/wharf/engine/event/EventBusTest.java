package dev.wharf.engine.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.engine.api.EngineException;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventQuery;
import dev.wharf.engine.api.event.EventSubscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventBusTest {
    private static final Instant NOW = Instant.parse("2015-11-03T12:00:00Z");

    private final Map<String, String> containers = new HashMap<>();
    private final EventBus bus =
            new EventBus(Clock.fixed(NOW, ZoneOffset.UTC), reference -> Optional.ofNullable(containers.get(reference)));

    @Test
    void eventsArriveInTheirOrder() throws InterruptedException {
        EventSubscription subscription = bus.subscribe(live());

        bus.publish(event("create", NOW));
        bus.publish(event("start", NOW));

        assertThat(drain(subscription)).containsExactly("create", "start");
    }

    @Test
    void withoutSinceNothingIsReplayed() throws InterruptedException {
        bus.publish(event("create", NOW));

        EventSubscription subscription = bus.subscribe(live());

        assertThat(drain(subscription)).isEmpty();
    }

    @Test
    void keptEventsFromSinceOnAreReplayed() throws InterruptedException {
        bus.publish(event("create", NOW.minusSeconds(5)));
        bus.publish(event("start", NOW.minusSeconds(3)));

        EventSubscription subscription = bus.subscribe(query(Optional.of(NOW.minusSeconds(3)), Optional.empty()));

        assertThat(drain(subscription)).containsExactly("start");
    }

    @Test
    void theLast256EventsAreKept() throws InterruptedException {
        for (int number = 0; number < 300; number++) {
            bus.publish(event("e" + number, NOW));
        }

        EventSubscription subscription = bus.subscribe(query(Optional.of(Instant.EPOCH), Optional.empty()));

        assertThat(drain(subscription)).hasSize(256).startsWith("e44").endsWith("e299");
    }

    @Test
    void anUntilInThePastEndsAfterTheReplay() throws InterruptedException {
        bus.publish(event("create", NOW.minusSeconds(9)));
        bus.publish(event("start", NOW.minusSeconds(1)));

        EventSubscription subscription =
                bus.subscribe(query(Optional.of(Instant.EPOCH), Optional.of(NOW.minusSeconds(5))));

        assertThat(drain(subscription)).containsExactly("create");
        assertThat(subscription.hasEnded()).isTrue();
        assertThat(bus.subscribers()).isZero();
    }

    @Test
    void aSubscriberThatLagsTooFarIsCutOff() {
        EventSubscription subscription = bus.subscribe(live());

        for (int number = 0; number <= 1024; number++) {
            bus.publish(event("e" + number, NOW));
        }

        assertThat(subscription.hasEnded()).isTrue();
    }

    @Test
    void oneThatWasCutOffIsToldSoAndForgotten() {
        EventSubscription subscription = bus.subscribe(live());
        for (int number = 0; number <= 1024; number++) {
            bus.publish(event("e" + number, NOW));
        }

        assertThatThrownBy(() -> subscription.next(Duration.ZERO)).isInstanceOf(EngineException.Unavailable.class);
        assertThat(bus.subscribers()).isZero();
    }

    @Test
    void eventsOfOneInstantAreStillOneAfterTheOther() throws InterruptedException {
        bus.publish(event("create", NOW));
        bus.publish(event("start", NOW.minusMillis(1)));

        EventSubscription later = bus.subscribe(query(Optional.of(NOW.plusNanos(1)), Optional.empty()));

        assertThat(drain(later)).containsExactly("start");
    }

    @Test
    void fractionsOfASecondCount() throws InterruptedException {
        bus.publish(event("create", NOW.plusNanos(10)));
        bus.publish(event("start", NOW.plusNanos(20)));
        bus.publish(event("die", NOW.plusNanos(30)));

        EventSubscription subscription =
                bus.subscribe(query(Optional.of(NOW.plusNanos(11)), Optional.of(NOW.plusNanos(20))));

        assertThat(drain(subscription)).containsExactly("start");
    }

    @Test
    void aNameStandsForTheContainerThatHadItWhenItWasAskedFor() throws InterruptedException {
        containers.put("web", "aaaa");
        EventSubscription subscription =
                bus.subscribe(new EventQuery(Optional.empty(), Optional.empty(), Map.of("container", List.of("web"))));

        bus.publish(new Event(Event.Type.CONTAINER, "rename", "aaaa", "busybox", Map.of("name", "old"), NOW));
        bus.publish(new Event(Event.Type.CONTAINER, "create", "bbbb", "busybox", Map.of("name", "web"), NOW));

        assertThat(drain(subscription)).containsExactly("rename");
    }

    @Test
    void aClosedSubscriptionIsForgotten() {
        EventSubscription subscription = bus.subscribe(live());

        subscription.close();
        subscription.close();

        assertThat(subscription.hasEnded()).isTrue();
        assertThat(bus.subscribers()).isZero();
    }

    @Test
    void aListenerHearsWhatIsThereWhatComesAndTheEnd() {
        AtomicInteger calls = new AtomicInteger();
        bus.publish(event("create", NOW));
        EventSubscription subscription = bus.subscribe(query(Optional.of(Instant.EPOCH), Optional.empty()));

        subscription.onNews(calls::incrementAndGet);
        bus.publish(event("start", NOW));
        subscription.close();
        bus.publish(event("die", NOW));

        assertThat(calls).hasValue(3);
    }

    @Test
    void aListenerDoesNotHearWhatNobodyAskedFor() {
        AtomicInteger calls = new AtomicInteger();
        EventSubscription subscription =
                bus.subscribe(new EventQuery(Optional.empty(), Optional.empty(), Map.of("event", List.of("die"))));
        subscription.onNews(calls::incrementAndGet);

        bus.publish(event("start", NOW));

        assertThat(calls).hasValue(0);
    }

    @Test
    void aListenerHearsThatItsSubscriptionWasCutOff() {
        AtomicInteger calls = new AtomicInteger();
        EventSubscription subscription = bus.subscribe(live());
        for (int number = 0; number < 1025; number++) {
            bus.publish(event("e" + number, NOW));
        }

        subscription.onNews(calls::incrementAndGet);

        assertThat(calls).hasValue(1);
        assertThat(subscription.hasEnded()).isTrue();
    }

    @Test
    void stoppingTheBusEndsItsSubscriptions() {
        EventSubscription subscription = bus.subscribe(live());

        bus.stop();

        assertThat(subscription.hasEnded()).isTrue();
    }

    private static EventQuery live() {
        return query(Optional.empty(), Optional.empty());
    }

    private static EventQuery query(Optional<Instant> since, Optional<Instant> until) {
        return new EventQuery(since, until, Map.of());
    }

    private static Event event(String action, Instant at) {
        return new Event(Event.Type.CONTAINER, action, "id", "busybox", Map.of(), at);
    }

    private static List<String> drain(EventSubscription subscription) throws InterruptedException {
        List<String> actions = new ArrayList<>();
        Optional<Event> next = subscription.next(Duration.ZERO);
        while (next.isPresent()) {
            actions.add(next.get().action());
            next = subscription.next(Duration.ZERO);
        }
        return actions;
    }
}
