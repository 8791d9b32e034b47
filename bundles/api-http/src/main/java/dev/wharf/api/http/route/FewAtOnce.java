package dev.wharf.api.http.route;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lends a few threads of a pool to many short tasks, so that a thousand of them that come at once do not get a thousand
 * threads. Thread-safe.
 */
final class FewAtOnce {
    private final int most;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger workers = new AtomicInteger();

    /** Uses at most so many threads. */
    FewAtOnce(int most) {
        this.most = most;
    }

    /** Runs tasks on threads of a pool. */
    Executor on(Executor pool) {
        return task -> {
            waiting.add(task);
            hire(pool);
        };
    }

    private void hire(Executor pool) {
        int present = workers.get();
        while (present < most && !workers.compareAndSet(present, present + 1)) {
            present = workers.get();
        }
        if (present < most) {
            pool.execute(() -> work(pool));
        }
    }

    private void work(Executor pool) {
        try {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                task.run();
            }
        } finally {
            workers.decrementAndGet();
            if (!waiting.isEmpty()) {
                hire(pool);
            }
        }
    }
}
