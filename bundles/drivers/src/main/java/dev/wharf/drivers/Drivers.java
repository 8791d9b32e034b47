package dev.wharf.drivers;

import dev.wharf.spi.Driver;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The drivers of one kind.
 *
 * @param <D> the kind
 */
public interface Drivers<D extends Driver> {

    /**
     * The name of the driver that new objects use.
     *
     * @throws dev.wharf.engine.api.EngineException Unavailable when none serves
     */
    String defaultName();

    /** The name of the driver that new objects would use if they were made now; does not wait. Empty when none serves. */
    default Optional<String> currentDefault() {
        return names().isEmpty() ? Optional.empty() : Optional.of(defaultName());
    }

    /** The names of those that serve, sorted; with those that are just being exchanged for another version. */
    List<String> names();

    /**
     * Borrows a driver for longer than a call. It is not closed before the lease is, or a deadline passes.
     *
     * @throws dev.wharf.engine.api.EngineException Unavailable ({@code graph driver "overlay" is not available: ...},
     *     naming what to do)
     */
    Lease<D> lease(String name);

    /**
     * Borrows a driver for one call, and turns its DriverException into the EngineException of the same meaning.
     *
     * @throws dev.wharf.engine.api.EngineException Unavailable, and what the driver threw
     */
    <T> T call(String name, Function<D, T> work);

    /** Tells when drivers come and go, beginning with those that serve now. */
    void listen(DriverListener listener);

    /** Stops telling. */
    void unlisten(DriverListener listener);
}
