package dev.wharf.engine.api.driver;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Tells about the drivers. Thread-safe. */
@ProviderType
public interface DriverService {

    /** All drivers that are deployed, with those that cannot work here and bundles that are broken. */
    List<DriverDescription> list();

    /**
     * Lets new objects use another driver, from now on and after a restart of the daemon. What exists stays where it is.
     *
     * @param kind as in {@link DriverDescription#kind}
     * @throws dev.wharf.engine.api.EngineException InvalidArgument for the kind, NotFound when no driver of that name
     *     serves
     */
    void makeDefault(String kind, String name);
}
