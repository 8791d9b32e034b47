package dev.wharf.logdriver.none;

import dev.wharf.spi.log.KeepsNothing;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogRecord;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.util.List;
import java.util.Map;

/** Throws all away. The engine opens no sink of it; who does gets one that takes everything. */
final class NoneDriver implements LogDriver, KeepsNothing {

    @Override
    public LogSink open(LogTarget target, Map<String, String> options) {
        return new Nowhere();
    }

    @Override
    public void close() {
        // nothing is held
    }

    private static final class Nowhere implements LogSink {
        @Override
        public void write(List<LogRecord> records) {
            // that is what the driver is for
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
            // nothing is held
        }
    }
}
