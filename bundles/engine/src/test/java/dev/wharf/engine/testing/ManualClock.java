package dev.wharf.engine.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test sets. */
public final class ManualClock extends Clock {
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    private final AtomicLong elapsed = new AtomicLong();

    /** Lets time pass. */
    public void advance(Duration duration) {
        elapsed.addAndGet(duration.toNanos());
    }

    @Override
    public Instant instant() {
        return START.plusNanos(elapsed.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
