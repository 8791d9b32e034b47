package dev.wharf.networks.testing;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Drivers that a test lets come and go.
 *
 * @param <D> the kind
 */
public final class FakeDrivers<D extends Driver> implements Drivers<D> {
    private final Map<String, D> serving = new ConcurrentHashMap<>();
    private final List<DriverListener> listeners = new CopyOnWriteArrayList<>();

    /** A driver serves from now on, in place of another one of its name. */
    public void arrive(String name, D driver) {
        serving.put(name, driver);
        listeners.forEach(listener -> listener.arrived(name));
    }

    /** A driver serves no more. */
    public void leave(String name) {
        serving.remove(name);
        listeners.forEach(listener -> listener.leaving(name));
    }

    @Override
    public String defaultName() {
        return names().get(0);
    }

    @Override
    public List<String> names() {
        return serving.keySet().stream().sorted().toList();
    }

    @Override
    public Lease<D> lease(String name) {
        D driver = Optional.ofNullable(serving.get(name))
                .orElseThrow(() -> new EngineException.Unavailable("driver \"" + name + "\" is not available"));
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
            return work.apply(lease(name).driver());
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
}
