package dev.wharf.images;

import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.Drivers;
import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.store.StoreException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what is due when a graph driver arrives, on a thread of its own. */
final class DriverWatch implements DriverListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriverWatch.class);
    private static final long CLOSING_SECONDS = 10;

    private final Drivers<GraphDriver> drivers;
    private final Consumer<String> duty;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "images background");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * A watch that has not begun.
     *
     * @param duty gets the name of each driver that arrives
     */
    DriverWatch(Drivers<GraphDriver> drivers, Consumer<String> duty) {
        this.drivers = drivers;
        this.duty = duty;
    }

    void begin() {
        drivers.listen(this);
    }

    @Override
    public void arrived(String name) {
        try {
            executor.execute(() -> fulfil(name));
        } catch (RejectedExecutionException ignored) {
            // The service is closing; the next one sees the driver again.
        }
    }

    @Override
    public void leaving(String name) {
        // Nothing here outlives a call of a driver.
    }

    /** Waits until what was due before is done. */
    void settle() {
        try {
            executor.submit(() -> LOG.debug("settled")).get(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("background work on images does not end", e);
        }
    }

    @Override
    public void close() {
        drivers.unlisten(this);
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("background work on images did not end in {} s", CLOSING_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The root of the background thread: whatever escapes is logged here, and the thread goes on. */
    private void fulfil(String name) {
        try {
            duty.accept(name);
        } catch (EngineException | StoreException e) {
            LOG.warn("cannot tidy the images of graph driver {}: {}", name, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a fault while tidying the images of graph driver {}", name, e);
        }
    }
}
