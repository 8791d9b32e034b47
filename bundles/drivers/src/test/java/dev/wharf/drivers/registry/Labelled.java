package dev.wharf.drivers.registry;

import dev.wharf.spi.DriverContext;

/** A capability that only the drivers of these tests have: to tell them apart. */
public interface Labelled {
    /** What it was made with. */
    String label();

    /** What it was opened with. */
    DriverContext context();
}
