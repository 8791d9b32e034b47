package dev.wharf.images.testing;

import dev.wharf.drivers.DriverErrors;
import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.Drivers;
import dev.wharf.drivers.Lease;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.graph.GraphDriver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A registry with graph drivers that can come and go. */
public final class FakeDrivers implements Drivers<GraphDriver> {
    /** The name of the first driver. */
    public static final String NAME = "folders";

    private final Map<String, GraphDriver> drivers = new ConcurrentHashMap<>();
    private final Set<String> absent = ConcurrentHashMap.newKeySet();
    private final List<DriverListener> listeners = new CopyOnWriteArrayList<>();
    private volatile String byDefault = NAME;

    /** Serves a driver. */
    public FakeDrivers(GraphDriver driver) {
        drivers.put(NAME, driver);
    }

    /** Serves another driver from now on. */
    public void add(String name, GraphDriver driver) {
        drivers.put(name, driver);
        arrive(name);
    }

    /** Lets new objects use a driver. */
    public void makeDefault(String name) {
        byDefault = name;
    }

    /** Lets the first driver go. */
    public void leave() {
        leave(NAME);
    }

    /** Lets a driver go. */
    public void leave(String name) {
        absent.add(name);
        listeners.forEach(listener -> listener.leaving(name));
    }

    /** Lets the first driver come back. */
    public void arrive() {
        arrive(NAME);
    }

    /** Lets a driver come back. */
    public void arrive(String name) {
        absent.remove(name);
        listeners.forEach(listener -> listener.arrived(name));
    }

    @Override
    public String defaultName() {
        serving(byDefault);
        return byDefault;
    }

    @Override
    public Optional<String> currentDefault() {
        return absent.contains(byDefault) ? Optional.empty() : Optional.of(byDefault);
    }

    @Override
    public List<String> names() {
        return drivers.keySet().stream()
                .filter(name -> !absent.contains(name))
                .sorted()
                .toList();
    }

    @Override
    public Lease<GraphDriver> lease(String name) {
        GraphDriver driver = serving(name);
        return new Lease<>() {
            @Override
            public GraphDriver driver() {
                return driver;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public <T> T call(String name, Function<GraphDriver, T> work) {
        try {
            return work.apply(serving(name));
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

    private GraphDriver serving(String name) {
        if (absent.contains(name) || !drivers.containsKey(name)) {
            throw new Unavailable("graph driver \"" + name + "\" is not available");
        }
        return drivers.get(name);
    }
}
