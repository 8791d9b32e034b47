package dev.wharf.spi;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A driver's whole world. A driver reads no configuration of the daemon, guesses no paths and looks up no services.
 * Implemented by the engine.
 */
@ProviderType
public interface DriverContext {

    /** The driver's own folder, absolute; it exists, belongs to root and survives a restart of the host. */
    Path stateFolder();

    /** The driver's own folder for what is worthless after a restart of the host; it exists. */
    Path runFolder();

    /** The time. */
    Clock clock();

    /** Runs background work; refuses it after the driver was closed. */
    Executor executor();

    /** The name under which the driver logs. */
    String loggerName();
}
