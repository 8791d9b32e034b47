package dev.wharf.engine.api.system;

/** Tells about the engine and its host. Thread-safe. */
public interface SystemService {

    /** Counts, drivers and features. */
    SystemInfo info();

    /** Versions. */
    SystemVersion version();
}
