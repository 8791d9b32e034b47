package dev.wharf.drivers.registry;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A provider whose probe and opening can be told what to answer. */
final class FakeProvider implements LogDriverProvider {
    private final String name;
    private final String label;
    private final AtomicBoolean open;
    private final List<FakeDriver> opened = new CopyOnWriteArrayList<>();
    private volatile Supplier<Probe> probe = Probe::supported;
    private volatile Runnable opening = () -> {};

    /** Providers of one name share the flag that tells whether a driver is open. */
    FakeProvider(String name, String label, AtomicBoolean open) {
        this.name = name;
        this.label = label;
        this.open = open;
    }

    FakeProvider(String name) {
        this(name, name, new AtomicBoolean());
    }

    FakeProvider probing(Supplier<Probe> answer) {
        probe = answer;
        return this;
    }

    FakeProvider opening(Runnable first) {
        opening = first;
        return this;
    }

    /** All that were opened, the latest last. */
    List<FakeDriver> opened() {
        return opened;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Probe probe(DriverContext context) {
        return probe.get();
    }

    @Override
    public LogDriver open(DriverContext context, Map<String, String> options) {
        opening.run();
        var driver = new FakeDriver(label, context, open);
        opened.add(driver);
        return driver;
    }

    @Override
    public void validate(Map<String, String> options) {}
}
