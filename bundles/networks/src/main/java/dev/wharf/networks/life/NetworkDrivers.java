package dev.wharf.networks.life;

import dev.wharf.drivers.DriverErrors;
import dev.wharf.drivers.DriverListener;
import dev.wharf.drivers.Drivers;
import dev.wharf.drivers.Lease;
import dev.wharf.engine.api.EngineException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.network.NetworkDriver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network drivers. One that has come is told what there is before it is asked anything else, and nothing else is asked
 * meanwhile. Thread-safe.
 */
final class NetworkDrivers implements DriverListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NetworkDrivers.class);

    private final Drivers<NetworkDriver> drivers;
    private final Introduction introduction;
    private final Map<String, Acquaintance> known = new ConcurrentHashMap<>();

    /** Tells a driver what there is. */
    interface Introduction {
        /** Called once for each driver that serves; nobody else calls that driver meanwhile. Does not fail. */
        void introduce(String name, NetworkDriver driver);
    }

    NetworkDrivers(Drivers<NetworkDriver> drivers, Introduction introduction) {
        this.drivers = drivers;
        this.introduction = introduction;
    }

    /** Begins to hear of drivers. */
    void begin() {
        drivers.listen(this);
    }

    /**
     * Asks a driver.
     *
     * @throws EngineException Unavailable when it is away, and what the driver threw
     */
    <T> T call(String name, Function<NetworkDriver, T> work) {
        Acquaintance acquaintance = known.computeIfAbsent(name, Acquaintance::new);
        try (Lease<NetworkDriver> lease = drivers.lease(name)) {
            acquaintance.meet(lease.driver(), introduction);
            acquaintance.lock.readLock().lock();
            try {
                return work.apply(lease.driver());
            } finally {
                acquaintance.lock.readLock().unlock();
            }
        } catch (DriverException e) {
            throw DriverErrors.translate(e);
        }
    }

    /** Introduces a driver once more, if it serves. */
    void introduceAgain(String name) {
        Acquaintance acquaintance = known.computeIfAbsent(name, Acquaintance::new);
        try (Lease<NetworkDriver> lease = drivers.lease(name)) {
            acquaintance.forget();
            acquaintance.meet(lease.driver(), introduction);
        }
    }

    /** The names of those that serve. */
    List<String> names() {
        return drivers.names();
    }

    @Override
    public void arrived(String name) {
        try {
            call(name, driver -> true);
        } catch (EngineException e) {
            LOG.info("network driver {} left before it was told its networks: {}", name, e.getMessage());
        }
    }

    @Override
    public void leaving(String name) {
        LOG.debug("network driver {} leaves", name);
    }

    @Override
    public void close() {
        drivers.unlisten(this);
    }

    private static final class Acquaintance {
        private final String name;
        private final ReadWriteLock lock = new ReentrantReadWriteLock();
        private volatile @Nullable NetworkDriver met; // written with the write lock held

        Acquaintance(String name) {
            this.name = name;
        }

        void meet(NetworkDriver driver, Introduction introduction) {
            if (met == driver) {
                return;
            }
            lock.writeLock().lock();
            try {
                if (met != driver) {
                    introduction.introduce(name, driver);
                    met = driver;
                }
            } finally {
                lock.writeLock().unlock();
            }
        }

        void forget() {
            lock.writeLock().lock();
            try {
                met = null;
            } finally {
                lock.writeLock().unlock();
            }
        }
    }
}
