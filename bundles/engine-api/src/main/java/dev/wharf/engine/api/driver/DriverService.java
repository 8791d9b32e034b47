package dev.wharf.engine.api.driver;

import java.util.List;

/** Tells about the drivers. Thread-safe. */
public interface DriverService {

    /** All drivers that are deployed, with those that cannot work here and bundles that are broken. */
    List<DriverDescription> list();
}
