package dev.wharf.api.http.route;

import dev.wharf.api.http.wire.EventObject;
import dev.wharf.engine.api.event.Event;
import dev.wharf.engine.api.event.EventSubscription;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells the events of a subscription to its client as they come. No thread waits, neither for events nor for the client:
 * whoever brings news has the executor take up what is there, one at a time.
 */
final class EventPush {
    private static final Duration HEAD_START = Duration.ofMillis(5);
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final int MOST_AT_ONCE = 256;

    private final EventSubscription subscription;
    private final Reply reply;
    private final DocumentStream documents;
    private final Executor executor;
    private final AtomicInteger news = new AtomicInteger(); // above 0, somebody is at work
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private Optional<Event> heldBack = Optional.empty(); // belongs to whoever is at work

    /**
     * Sends the head of the answer.
     *
     * @throws IOException when the client is gone; the subscription is closed then
     */
    EventPush(EventSubscription subscription, Reply reply, Executor executor) throws IOException {
        this.subscription = subscription;
        this.reply = reply;
        this.executor = executor;
        try {
            this.documents = reply.documents();
        } catch (IOException e) {
            subscription.close();
            throw e;
        }
    }

    /** Looks after the subscription at an instant, when its query ends. */
    void wakeAt(Instant instant) {
        Duration left = Duration.between(Instant.now(), instant);
        long millis = left.isNegative() ? 0 : left.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : left.toMillis() + 1;
        CompletableFuture<Void> unused =
                end.completeOnTimeout(null, millis, TimeUnit.MILLISECONDS).thenRun(this::wake);
    }

    void start() {
        subscription.onNews(this::wake);
        wake();
    }

    private void wake() {
        if (news.getAndIncrement() == 0) {
            executor.execute(this::work);
        }
    }

    /** Runs until there is nothing left to do, or until something else goes on for it. */
    private void work() {
        try {
            boolean isDone = false;
            while (!isDone) {
                int seen = news.get();
                List<Event> events = take();
                if (!events.isEmpty()) {
                    isDone = !isSent(events);
                } else if (heldBack.isPresent()) {
                    CompletableFuture.delayedExecutor(HEAD_START.toMillis(), TimeUnit.MILLISECONDS, executor)
                            .execute(this::release);
                    isDone = true;
                } else if (subscription.hasEnded()) {
                    finish();
                    isDone = true;
                } else {
                    isDone = news.addAndGet(-seen) == 0;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (IOException | RuntimeException e) {
            fail(e); // the root of a thread: a client must not wait for what never comes
        }
    }

    /**
     * What has come, up to the news of a removal, which is held back for a moment with all that comes behind it: the
     * client of {@code docker run --rm} below API 1.25 asks for the removal, hears of it here, and then drops its own
     * request with an error message if the answer is not there yet (docker/cli 20.10 and 28,
     * cli/command/container/utils.go).
     */
    private List<Event> take() throws InterruptedException {
        List<Event> events = new ArrayList<>();
        while (events.size() < MOST_AT_ONCE && heldBack.isEmpty()) {
            Optional<Event> event = subscription.next(Duration.ZERO);
            if (event.isEmpty()) {
                return events;
            }
            if (event.get().action().equals("destroy")) {
                heldBack = event;
            } else {
                events.add(event.get());
            }
        }
        return events;
    }

    private void release() {
        List<Event> events = List.of(heldBack.orElseThrow());
        heldBack = Optional.empty();
        if (isSent(events)) {
            work();
        }
    }

    /** Returns false when the work goes on later, or never. */
    private boolean isSent(List<Event> events) {
        CompletableFuture<Void> sent =
                documents.send(events.stream().map(EventObject::of).toList());
        if (sent.isDone() && !sent.isCompletedExceptionally()) {
            return true;
        }
        CompletableFuture<Void> unused = sent.whenComplete((done, failure) -> {
            if (failure == null) {
                executor.execute(this::work);
            } else {
                fail(failure);
            }
        });
        return false;
    }

    private void finish() throws IOException {
        end.complete(null);
        subscription.close();
        documents.end();
    }

    private void fail(Throwable failure) {
        end.complete(null);
        subscription.close();
        reply.fail(failure);
    }
}
