package dev.wharf.drivers.registry;

import dev.wharf.drivers.guard.Guard;
import dev.wharf.spi.Driver;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverProvider;
import dev.wharf.spi.Probe;
import java.time.Instant;

/**
 * The way of a candidate from its probe to its close: a guard and a context of its own.
 *
 * @param candidate who is to serve
 * @param provider that of the candidate, guarded
 * @param guard of the provider, and of the driver that it opens
 * @param context for the driver
 * @param since when it began
 * @param <D> the kind
 */
record Opening<D extends Driver>(
        Candidate<D> candidate, DriverProvider<D> provider, Guard guard, FolderContext context, Instant since) {

    /**
     * Nothing is asked of the provider yet.
     *
     * @throws DriverException INTERNAL when the folders of the driver cannot be made
     */
    static <D extends Driver> Opening<D> of(Candidate<D> candidate, Kind kind) {
        FolderContext context = FolderContext.of(kind.roots(), kind.name(), candidate.name());
        Guard guard = new Guard(kind.name(), candidate.name(), kind.clock());
        DriverProvider<D> provider = guard.guarded(DriverProvider.class, candidate.provider());
        return new Opening<>(candidate, provider, guard, context, kind.clock().instant());
    }

    /**
     * Whether the driver can work here.
     *
     * @throws DriverException of the probe, UNAVAILABLE when it does not come back
     */
    Probe probe() {
        return provider.probe(context);
    }

    /**
     * Opens the driver.
     *
     * @throws DriverException of the provider, UNAVAILABLE when it does not come back
     */
    D open(Kind kind) {
        return provider.open(context, kind.optionsOf(provider));
    }

    /** Lets nobody call it any more, and ends the threads. */
    void close() {
        guard.close();
        context.close();
    }

    /**
     * Ends the opening of a driver that does not serve.
     *
     * @param alone whether no other driver of the name is open
     */
    void discard(boolean alone) {
        guard.close();
        context.discard(alone);
    }
}
