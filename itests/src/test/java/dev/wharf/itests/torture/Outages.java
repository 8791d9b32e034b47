package dev.wharf.itests.torture;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** When something was away on purpose. Thread-safe. */
final class Outages {
    private final long grace;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private volatile long lastEnd = System.nanoTime() - Duration.ofHours(1).toNanos();

    /** None yet; each excuses for a while after its end, too. */
    Outages(Duration grace) {
        this.grace = grace.toNanos();
    }

    /** Something is taken away while this runs. */
    void during(Runnable outage) {
        begun.incrementAndGet();
        open.incrementAndGet();
        try {
            outage.run();
        } finally {
            lastEnd = System.nanoTime();
            open.decrementAndGet();
        }
    }

    /** Whether one of them touched the time since that moment. */
    boolean excuse(long since) {
        return open.get() > 0 || lastEnd + grace - since > 0;
    }

    /** How many there were. */
    int count() {
        return begun.get();
    }
}
