package dev.wharf.drivers.guard;

import dev.wharf.engine.api.driver.DriverHealth;
import dev.wharf.engine.api.driver.DriverHealth.LastError;
import dev.wharf.engine.api.driver.DriverHealth.SlowCall;
import dev.wharf.spi.DriverException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/** Counts how a driver does. Thread-safe. */
final class Vitals {
    /** How much of the message of an error is kept. */
    private static final int MESSAGE = 500;
    /** What tells of a fault of the driver or its backend, and not of the caller's. */
    private static final Set<DriverException.Kind> OWN_FAULTS = EnumSet.of(
            DriverException.Kind.EXHAUSTED,
            DriverException.Kind.UNAVAILABLE,
            DriverException.Kind.CANCELLED,
            DriverException.Kind.INTERNAL);

    private final Clock clock;
    private final LongAdder calls = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final AtomicInteger stuck = new AtomicInteger();
    private final ReentrantLock comparing = new ReentrantLock();
    private volatile Optional<LastError> lastError = Optional.empty();
    private volatile Slow slowest = new Slow("", 0); // written with comparing held

    private record Slow(String call, long nanos) {}

    Vitals(Clock clock) {
        this.clock = clock;
    }

    /** A call came back, or was given up. */
    void took(String call, long nanos) {
        calls.increment();
        if (nanos > slowest.nanos()) {
            compare(new Slow(call, nanos));
        }
    }

    private void compare(Slow slow) {
        comparing.lock();
        try {
            slowest = slow.nanos() > slowest.nanos() ? slow : slowest;
        } finally {
            comparing.unlock();
        }
    }

    /** A call ended with an exception that is its driver's fault, or its caller's. */
    void failed(String call, DriverException error) {
        if (OWN_FAULTS.contains(error.kind())) {
            broke(call, String.valueOf(error.getMessage()));
        }
    }

    /** A call ended with an error of its driver. */
    void broke(String call, String message) {
        errors.increment();
        String kept = message.length() > MESSAGE ? message.substring(0, MESSAGE) + "..." : message;
        lastError = Optional.of(new LastError(call, kept, clock.instant()));
    }

    /** A call was given up and still runs. */
    void stuck() {
        stuck.incrementAndGet();
    }

    /** One that was given up has come back. */
    void cameBack() {
        stuck.decrementAndGet();
    }

    /** How many calls were given up and still run. */
    int stuckCalls() {
        return stuck.get();
    }

    DriverHealth health() {
        Slow slow = slowest;
        return new DriverHealth(
                calls.sum(),
                errors.sum(),
                stuck.get(),
                lastError,
                Optional.of(slow)
                        .filter(known -> known.nanos() > 0)
                        .map(known -> new SlowCall(known.call(), Duration.ofNanos(known.nanos()))));
    }
}
