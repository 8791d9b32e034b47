package dev.wharf.engine.log;

import dev.wharf.spi.log.KeepsNothing;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.util.Map;

/** Keeps nothing, and is not asked to. */
final class NothingDriver implements LogDriver, KeepsNothing {

    @Override
    public LogSink open(LogTarget target, Map<String, String> options) {
        throw new IllegalStateException("no sink of a driver that keeps nothing is opened");
    }

    @Override
    public void close() {}
}
