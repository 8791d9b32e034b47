package dev.wharf.itests.toy;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.util.List;
import java.util.Map;

/** Swallows what it is given. */
public final class ToyLogDriverProvider implements LogDriverProvider {

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public Probe probe(DriverContext context) {
        return Probe.supported();
    }

    @Override
    public LogDriver open(DriverContext context, Map<String, String> options) {
        return new ToyLogDriver();
    }

    @Override
    public void validate(Map<String, String> options) {
        // takes anything
    }

    private static final class ToyLogDriver implements LogDriver {
        @Override
        public LogSink open(LogTarget target, Map<String, String> options) {
            return new Swallower();
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private static final class Swallower implements LogSink {
        @Override
        public void write(List<LogRecord> records) {
            // gone
        }

        @Override
        public long position() {
            return 0;
        }

        @Override
        public void rewind(long position) {
            // nothing to take back
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
