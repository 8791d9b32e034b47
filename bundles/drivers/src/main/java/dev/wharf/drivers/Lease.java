package dev.wharf.drivers;

import dev.wharf.spi.Driver;

/**
 * A borrowed driver.
 *
 * @param <D> its kind
 */
public interface Lease<D extends Driver> extends AutoCloseable {

    /** The driver. */
    D driver();

    /**
     * Whether the driver is leaving and waits for this lease. Who keeps a lease for long also asks right after he told where
     * he can be reached: the news that a driver leaves may have gone round just before.
     */
    default boolean isRecalled() {
        return false;
    }

    /** Gives it back. Closing twice is harmless. */
    @Override
    void close();
}
