package dev.wharf.engine.log;

import dev.wharf.drivers.DriverErrors;
import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.DriverRegistry;
import dev.wharf.drivers.Lease;
import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.log.KeepsNothing;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogReader;
import dev.wharf.spi.log.LogSink;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens the logs of containers, for writing and for reading, in drivers that may come and go. */
final class LogSinks {
    private static final String UNREADABLE = "configured logging reader does not support reading";

    private final DriverRegistry drivers;
    private final Set<OpenSink> open = ConcurrentHashMap.newKeySet();

    LogSinks(DriverRegistry drivers) {
        this.drivers = drivers;
    }

    /** A sink with the lease that keeps its driver, until it is called back. */
    final class OpenSink implements AutoCloseable {
        private final String driver;
        private final Lease<LogDriver> lease;
        private final LogSink sink;
        private final Runnable recall;

        private OpenSink(String driver, Lease<LogDriver> lease, LogSink sink, Runnable recall) {
            this.driver = driver;
            this.lease = lease;
            this.sink = sink;
            this.recall = recall;
        }

        LogSink sink() {
            return sink;
        }

        @Override
        public void close() {
            open.remove(this);
            try (lease) {
                sink.close();
            }
        }
    }

    /** A reader with the lease that keeps its driver. */
    record OpenReader(Lease<LogDriver> lease, LogReader reader) implements AutoCloseable {
        @Override
        public void close() {
            lease.close();
        }
    }

    /**
     * Opens the log of a container for writing.
     *
     * @param stored how far it was written, so that what came after is taken back
     * @param recall called when the driver leaves; the sink is to be closed then, and soon
     * @throws EngineException Unavailable when the driver is away, and what it threw
     */
    OpenSink open(OutputSpec spec, Optional<LogState> stored, Runnable recall) {
        Lease<LogDriver> lease = drivers.log().lease(spec.logDriver());
        try {
            LogSink sink = lease.driver().open(spec.target(), spec.logOptions());
            OpenSink opened = new OpenSink(spec.logDriver(), lease, sink, recall);
            stored.ifPresent(state -> rewind(sink, state));
            open.add(opened);
            if (lease.isRecalled()) {
                recall.run(); // it left before it could find this sink
            }
            return opened;
        } catch (DriverException e) {
            lease.close();
            throw DriverErrors.translate(e);
        }
    }

    private static void rewind(LogSink sink, LogState state) {
        try {
            sink.rewind(state.position());
        } catch (DriverException e) {
            sink.close();
            throw e;
        }
    }

    /** Has the sinks of a driver closed, which is leaving. */
    void recall(String driver) {
        open.stream().filter(sink -> sink.driver.equals(driver)).forEach(sink -> sink.recall.run());
    }

    /** Whether output is thrown away, so that no log is written; false while the driver is away. */
    boolean keepsNothing(OutputSpec spec) {
        if (!spec.hasLogDriver()) {
            return true;
        }
        if (isAway(spec)) {
            return false;
        }
        return drivers.log()
                .call(spec.logDriver(), driver -> driver.as(KeepsNothing.class).isPresent());
    }

    /** Whether the driver does not serve at present. */
    boolean isAway(OutputSpec spec) {
        return !drivers.log().names().contains(spec.logDriver());
    }

    /**
     * Borrows what reads the log of a container.
     *
     * @throws EngineException Unsupported when the driver cannot read, Unavailable when it is away
     */
    OpenReader reader(OutputSpec spec) {
        if (keepsNothing(spec)) {
            throw new EngineException.Unsupported(UNREADABLE);
        }
        Lease<LogDriver> lease = drivers.log().lease(spec.logDriver());
        Optional<LogReader> reader = lease.driver().as(LogReader.class);
        if (reader.isEmpty()) {
            lease.close();
            throw new EngineException.Unsupported(UNREADABLE);
        }
        return new OpenReader(lease, reader.get());
    }

    /** Tells when log drivers come and go. */
    void listen(DriverListener listener) {
        drivers.log().listen(listener);
    }

    /** Stops telling. */
    void unlisten(DriverListener listener) {
        drivers.log().unlisten(listener);
    }

    /** The file of the log, which the channel remembers; empty when there is none or the driver is away. */
    Optional<Path> file(OutputSpec spec, OutputChannel channel) {
        if (isAway(spec)) {
            return Optional.empty();
        }
        try {
            return drivers.log().call(spec.logDriver(), driver -> channel.logFile(driver, spec.target()));
        } catch (EngineException.Unavailable ignored) {
            return Optional.empty(); // it has just gone
        }
    }
}
