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

    /** Gives it back. Closing twice is harmless. */
    @Override
    void close();
}
