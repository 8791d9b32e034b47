package dev.wharf.engine.api.system;

import org.osgi.annotation.versioning.ProviderType;

/** Tells about the engine and its host. Thread-safe. */
@ProviderType
public interface SystemService {

    /** Counts, drivers and features. */
    SystemInfo info();

    /** Versions. */
    SystemVersion version();
}
