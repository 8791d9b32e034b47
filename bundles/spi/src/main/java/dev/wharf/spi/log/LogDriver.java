package dev.wharf.spi.log;

import dev.wharf.spi.Driver;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Opens sinks for containers. */
@ConsumerType
public interface LogDriver extends Driver {

    /**
     * Opens the log of a container for appending; one sink at a time is open for a container.
     *
     * @param options of the container, already validated
     * @throws dev.wharf.spi.DriverException EXHAUSTED, UNAVAILABLE, INTERNAL
     */
    LogSink open(LogTarget target, Map<String, String> options);

    /** The file that holds the log, which {@code docker inspect} shows as LogPath; empty when there is none. */
    default Optional<Path> file(LogTarget target) {
        return Optional.empty();
    }
}
