package dev.wharf.spi.log;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A place in a log that moves forward. Belongs to one thread. */
@ConsumerType
public interface LogCursor extends AutoCloseable {

    /**
     * The next record, or empty when there is none at present. After more was logged the same cursor returns it, also
     * across rotation, so a follower asks again.
     *
     * @throws dev.wharf.spi.DriverException INTERNAL
     */
    Optional<LogRecord> next();

    /** Lets go of the log. Closing twice is harmless. */
    @Override
    void close();
}
