package dev.wharf.engine.container;

import dev.wharf.engine.api.EngineException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who wait for something that happens to a container. Thread-safe. */
final class Waiters {
    private final List<CompletableFuture<Integer>> waiting = new CopyOnWriteArrayList<>();

    /** A future that the next {@link #complete} completes; completing or cancelling it frees the place. */
    CompletableFuture<Integer> add() {
        CompletableFuture<Integer> waiter = new CompletableFuture<>();
        waiting.add(waiter);
        var unused = waiter.whenComplete((code, error) -> waiting.remove(waiter));
        return waiter;
    }

    /** Tells all who wait at present. */
    void complete(int code) {
        completion(code).run();
    }

    /** Tells those who wait at present, when it is run; not those who come later. */
    Runnable completion(int code) {
        List<CompletableFuture<Integer>> present = List.copyOf(waiting);
        return () -> present.forEach(waiter -> waiter.complete(code));
    }

    /** Tells all who wait that they wait in vain. */
    void fail(EngineException error) {
        List.copyOf(waiting).forEach(waiter -> waiter.completeExceptionally(error));
    }

    /** How many wait. */
    int count() {
        return waiting.size();
    }
}
