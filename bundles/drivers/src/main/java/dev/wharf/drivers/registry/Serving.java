package dev.wharf.drivers.registry;

import dev.wharf.drivers.Lease;
import dev.wharf.drivers.guard.Guard;
import dev.wharf.spi.Driver;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open driver with the count of those who use it.
 *
 * @param <D> the kind
 */
final class Serving<D extends Driver> {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    /** How much of the time for its end a driver has at least for its close itself. */
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Candidate<D> candidate;
    private final Opening<D> opening;
    private final D driver;
    private final Gate gate = new Gate();

    Serving(Candidate<D> candidate, Opening<D> opening, D driver) {
        this.candidate = candidate;
        this.opening = opening;
        this.driver = driver;
    }

    Candidate<D> candidate() {
        return candidate;
    }

    /** The provider, guarded as the driver is. */
    DriverProvider<D> provider() {
        return opening.provider();
    }

    Guard guard() {
        return opening.guard();
    }

    /** Lends the driver, unless it is leaving. */
    Optional<Lease<D>> lease() {
        return gate.enter() ? Optional.of(new GateLease<>(driver, gate)) : Optional.empty();
    }

    /** Lends it to nobody from now on. */
    void shut() {
        gate.shut();
    }

    /**
     * Waits for the leases and closes the driver, both together no longer than the limit. Calls that are still in it then are
     * given up: their callers get an error, their threads are interrupted and left behind.
     */
    void close(Duration limit) {
        long begun = System.nanoTime();
        if (!gate.awaitEmpty(limit.minus(CLOSE))) {
            LOG.warn("{} is closed with {} leases still held", guard(), gate.inside());
            guard().giveUp("left while this call was under way; try again");
        }
        Duration left = limit.minusNanos(System.nanoTime() - begun);
        try {
            guard().close(driver, left.compareTo(CLOSE) < 0 ? CLOSE : left);
        } catch (DriverException e) { // there is nothing left to undo
            LOG.error("{} failed to close", guard(), e);
        } finally {
            opening.close();
        }
        if (guard().stuck() > 0) {
            LOG.warn("{} has left {} calls that do not come back", guard(), guard().stuck());
        }
    }

    /** A lease that leaves the gate once. */
    private record GateLease<D extends Driver>(D driver, Gate gate, AtomicBoolean closed) implements Lease<D> {
        GateLease(D driver, Gate gate) {
            this(driver, gate, new AtomicBoolean());
        }

        @Override
        public boolean isRecalled() {
            return gate.isShut();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                gate.leave();
            }
        }
    }
}
