package dev.wharf.images.testing;

import dev.wharf.drivers.DriverErrors;
import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.Drivers;
import dev.wharf.drivers.Lease;
import dev.wharf.engine.api.EngineException.Unavailable;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.graph.GraphDriver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A registry with one graph driver, which can go away. */
public final class OneDriver implements Drivers<GraphDriver> {
    /** The name of the driver. */
    public static final String NAME = "folders";

    private final GraphDriver driver;
    private final List<DriverListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean isThere = true;

    /** Serves a driver. */
    public OneDriver(GraphDriver driver) {
        this.driver = driver;
    }

    /** Lets the driver go. */
    public void leave() {
        isThere = false;
        listeners.forEach(listener -> listener.leaving(NAME));
    }

    /** Lets the driver come back. */
    public void arrive() {
        isThere = true;
        listeners.forEach(listener -> listener.arrived(NAME));
    }

    @Override
    public String defaultName() {
        serving();
        return NAME;
    }

    @Override
    public List<String> names() {
        return isThere ? List.of(NAME) : List.of();
    }

    @Override
    public Lease<GraphDriver> lease(String name) {
        serving();
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
        serving();
        try {
            return work.apply(driver);
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

    private void serving() {
        if (!isThere) {
            throw new Unavailable("graph driver \"" + NAME + "\" is not available");
        }
    }
}
