package dev.wharf.spi.log;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** The capability of a log driver whose logs can be read back. */
@ConsumerType
public interface LogReader {

    /**
     * Reads what was logged, oldest first. Also works while a sink of the same container is open, and sees whole
     * records only.
     *
     * @param options those that the sink was opened with
     * @throws dev.wharf.spi.DriverException INTERNAL
     */
    LogCursor read(LogTarget target, Map<String, String> options, LogQuery query);
}
