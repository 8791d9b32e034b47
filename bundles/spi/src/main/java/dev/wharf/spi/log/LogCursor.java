package dev.wharf.spi.log;

import dev.wharf.spi.AnswersWithin;
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
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    Optional<LogRecord> next();

    /**
     * The text of the next record, and perhaps of more that follow it in the same stream, or empty when there is none at
     * present. Faster than {@link #next} for a reader who does not ask for times, where the driver sees to it. Both can be
     * called in turn.
     *
     * @return at most some 250 KiB, but for a record that is longer
     * @throws dev.wharf.spi.DriverException INTERNAL
     */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    default Optional<LogText> text() {
        return next().map(LogText::of);
    }

    /** Lets go of the log. Closing twice is harmless. */
    @Override
    void close();
}
