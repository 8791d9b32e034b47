package dev.wharf.drivers.registry;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogSink;
import dev.wharf.spi.log.LogTarget;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A driver that refuses to be used after it was closed, and to be open beside another one of its folder. */
final class FakeDriver implements LogDriver, Labelled {
    private final String label;
    private final DriverContext context;
    private final AtomicBoolean open;
    private volatile boolean closed;

    FakeDriver(String label, DriverContext context, AtomicBoolean open) {
        this.label = label;
        this.context = context;
        this.open = open;
        if (!open.compareAndSet(false, true)) {
            throw new IllegalStateException("two drivers are open at a time");
        }
    }

    @Override
    public String label() {
        if (closed) {
            throw new IllegalStateException(label + " was used after close");
        }
        return label;
    }

    @Override
    public DriverContext context() {
        return context;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public LogSink open(LogTarget target, Map<String, String> options) {
        throw new UnsupportedOperationException("no sinks here");
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            open.set(false);
        }
    }
}
