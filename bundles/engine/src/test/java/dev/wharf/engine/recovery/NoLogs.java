package dev.wharf.engine.recovery;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.util.Map;

/** A log driver that is just there. */
final class NoLogs implements LogDriver {
    @Override
    public LogSink open(LogTarget target, Map<String, String> options) {
        throw new DriverException(DriverException.Kind.UNSUPPORTED, "no logs here");
    }

    @Override
    public void close() {}
}
