package dev.wharf.spi.log;

import dev.wharf.spi.AnswersWithin;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes the output of one container. Called by one thread at a time. A slow sink blocks the container: no record is
 * dropped.
 */
@ConsumerType
public interface LogSink extends AutoCloseable {

    /**
     * Writes records in order. When it returns they survive a kill of the daemon.
     *
     * @throws dev.wharf.spi.DriverException EXHAUSTED on a full disk, UNAVAILABLE, INTERNAL; the call can be repeated
     *     after {@link #rewind}
     */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    void write(List<LogRecord> records);

    /**
     * How much has been written: an opaque number that grows, to be handed to {@link #rewind} after a crash. 0 for a
     * sink that cannot take anything back.
     */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    long position();

    /**
     * Takes back what was written after a position, so that it can be written again without doubling. Does nothing in
     * a sink that cannot.
     *
     * @throws dev.wharf.spi.DriverException INTERNAL
     */
    void rewind(long position);

    /** Ends the writing. Closing twice is harmless. */
    @Override
    void close();
}
