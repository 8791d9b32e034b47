package dev.wharf.engine.testing;

import dev.wharf.drivers.DriverErrors;
import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.Drivers;
import dev.wharf.drivers.Lease;
import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.Driver;
import dev.wharf.spi.DriverException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Drivers of one kind that a test lets come and go.
 *
 * @param <D> the kind
 */
public final class FakeDrivers<D extends Driver> implements Drivers<D> {
    private final Map<String, D> serving = new ConcurrentSkipListMap<>();
    private final List<DriverListener> listeners = new CopyOnWriteArrayList<>();
    private final Optional<String> configured;

    /** Drivers of which the first one by name is the default. */
    public FakeDrivers() {
        configured = Optional.empty();
    }

    /** Drivers of which that one is the default, as if it served. */
    FakeDrivers(String configured) {
        this.configured = Optional.of(configured);
    }

    /** A driver serves from now on. */
    public void arrive(String name, D driver) {
        serving.put(name, driver);
        listeners.forEach(listener -> listener.arrived(name));
    }

    /** A driver goes away. */
    public void leave(String name) {
        listeners.forEach(listener -> listener.leaving(name));
        serving.remove(name);
    }

    @Override
    public String defaultName() {
        return configured
                .or(() -> names().stream().findFirst())
                .orElseThrow(() -> new EngineException.Unavailable("no driver"));
    }

    @Override
    public List<String> names() {
        return List.copyOf(serving.keySet());
    }

    @Override
    public Lease<D> lease(String name) {
        D driver = driver(name);
        return new Lease<>() {
            @Override
            public D driver() {
                return driver;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public <T> T call(String name, Function<D, T> work) {
        try {
            return work.apply(driver(name));
        } catch (DriverException e) {
            throw DriverErrors.translate(e);
        }
    }

    @Override
    public void listen(DriverListener listener) {
        listeners.add(listener);
        names().forEach(listener::arrived);
    }

    @Override
    public void unlisten(DriverListener listener) {
        listeners.remove(listener);
    }

    private D driver(String name) {
        return Optional.ofNullable(serving.get(name))
                .orElseThrow(() -> new EngineException.Unavailable("driver \"" + name + "\" is not available"));
    }
}
