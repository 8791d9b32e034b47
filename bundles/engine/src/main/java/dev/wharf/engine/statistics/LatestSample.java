package dev.wharf.engine.statistics;

import dev.wharf.engine.api.container.ContainerStats;
import dev.wharf.engine.api.container.StatsSubscription;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Holds the newest sample until it is fetched; one that was not is replaced. */
final class LatestSample implements StatsSubscription {
    private final Consumer<LatestSample> onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<ContainerStats> sample = Optional.empty(); // guarded by lock
    private boolean ended; // guarded by lock

    LatestSample(Consumer<LatestSample> onClose) {
        this.onClose = onClose;
    }

    void offer(ContainerStats newest) {
        lock.lock();
        try {
            sample = Optional.of(newest);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No further sample comes. */
    void end() {
        lock.lock();
        try {
            ended = true;
            sample = Optional.empty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<ContainerStats> next(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (sample.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            Optional<ContainerStats> fetched = sample;
            sample = Optional.empty();
            return fetched;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        end();
        onClose.accept(this);
    }
}
