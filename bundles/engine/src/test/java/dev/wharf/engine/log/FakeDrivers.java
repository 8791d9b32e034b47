package dev.wharf.engine.log;

import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.DriverRegistry;
import dev.wharf.drivers.Drivers;
import dev.wharf.drivers.Lease;
import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.network.AddressDriver;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeDriverProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A registry of log drivers that a test lets come and go. */
final class FakeDrivers implements DriverRegistry, Drivers<LogDriver> {
    private final Map<String, LogDriver> serving = new ConcurrentHashMap<>();
    private final List<DriverListener> listeners = new CopyOnWriteArrayList<>();

    void arrive(String name, LogDriver driver) {
        serving.put(name, driver);
        listeners.forEach(listener -> listener.arrived(name));
    }

    void leave(String name) {
        serving.remove(name);
        listeners.forEach(listener -> listener.leaving(name));
    }

    @Override
    public Drivers<GraphDriver> graph() {
        throw new IllegalStateException("no graph drivers here");
    }

    @Override
    public Drivers<ExecutionDriver> execution() {
        throw new IllegalStateException("no execution drivers here");
    }

    @Override
    public Drivers<LogDriver> log() {
        return this;
    }

    @Override
    public Drivers<NetworkDriver> network() {
        throw new IllegalStateException("no network drivers here");
    }

    @Override
    public Optional<NetworkDriverProvider> networkProvider(String name) {
        return Optional.empty();
    }

    @Override
    public Drivers<AddressDriver> addresses() {
        throw new IllegalStateException("no address drivers here");
    }

    @Override
    public Optional<LogDriverProvider> logProvider(String name) {
        return Optional.empty();
    }

    @Override
    public Drivers<VolumeDriver> volume() {
        throw new IllegalStateException("no volume drivers here");
    }

    @Override
    public Optional<VolumeDriverProvider> volumeProvider(String name) {
        return Optional.empty();
    }

    @Override
    public String defaultName() {
        return names().get(0);
    }

    @Override
    public List<String> names() {
        return new ArrayList<>(serving.keySet());
    }

    @Override
    public Lease<LogDriver> lease(String name) {
        LogDriver driver = serving.get(name);
        if (driver == null) {
            throw new EngineException.Unavailable("log driver \"" + name + "\" is not available");
        }
        return new Lease<>() {
            @Override
            public LogDriver driver() {
                return driver;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public <T> T call(String name, Function<LogDriver, T> work) {
        return work.apply(lease(name).driver());
    }

    @Override
    public void listen(DriverListener listener) {
        listeners.add(listener);
    }

    @Override
    public void unlisten(DriverListener listener) {
        listeners.remove(listener);
    }
}
