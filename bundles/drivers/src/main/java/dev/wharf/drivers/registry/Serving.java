package dev.wharf.drivers.registry;

import dev.wharf.drivers.Lease;
import dev.wharf.spi.Driver;
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

    private final Candidate<D> candidate;
    private final D driver;
    private final FolderContext context;
    private final Gate gate = new Gate();

    Serving(Candidate<D> candidate, D driver, FolderContext context) {
        this.candidate = candidate;
        this.driver = driver;
        this.context = context;
    }

    Candidate<D> candidate() {
        return candidate;
    }

    /** Lends the driver, unless it is leaving. */
    Optional<Lease<D>> lease() {
        return gate.enter() ? Optional.of(new GateLease<>(driver, gate)) : Optional.empty();
    }

    /** Lends it to nobody from now on. */
    void shut() {
        gate.shut();
    }

    /** Waits for the leases, but no longer than the limit, and closes the driver. */
    void close(Duration limit) {
        if (!gate.awaitEmpty(limit)) {
            LOG.warn("driver {} is closed with {} leases still held", candidate.name(), gate.inside());
        }
        try {
            driver.close();
        } catch (RuntimeException | LinkageError e) { // foreign code, and there is nothing left to undo
            LOG.error("driver {} failed to close", candidate.name(), e);
        } finally {
            context.close();
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
