package dev.wharf.networks.live;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkSpec;
import java.lang.ref.WeakReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What drivers have made of a network. Its driver may be exchanged for another one at any time, also while the network is being
 * made or removed: one that comes makes the networks that it is told of. Thread-safe; one driver is asked at a time.
 */
public final class Making {
    private final NetworkSpec spec;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile WeakReference<Object> maker =
            new WeakReference<>(this); // nobody, at first; written with the lock held
    private volatile boolean isDoubtful; // written with the lock held
    private boolean isOver; // guarded by lock

    /** Nothing yet. */
    Making(NetworkSpec spec) {
        this.spec = spec;
    }

    /**
     * Has a driver make the network, unless that very driver has.
     *
     * @throws DriverException what stands against it
     */
    public void make(NetworkDriver driver) {
        if (!maker.refersTo(driver)) {
            lock.lock();
            try {
                if (!maker.refersTo(driver)) {
                    makeNow(driver);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Has a driver make the network that has come, or bring it into order.
     *
     * @return whether it is there now; what was just removed is not made
     * @throws DriverException what stands against it
     */
    public boolean makeAgain(NetworkDriver driver) {
        lock.lock();
        try {
            if (!isOver) {
                makeNow(driver);
            }
            return !isOver;
        } finally {
            lock.unlock();
        }
    }

    private void makeNow(NetworkDriver driver) {
        try {
            driver.createNetwork(spec);
            maker = new WeakReference<>(driver);
            isDoubtful = false;
        } catch (DriverException e) {
            isDoubtful |= e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.CANCELLED;
            throw e;
        }
    }

    /** Whether a driver was asked to make it and did not answer: it may be there in part, or may yet be. */
    public boolean isDoubtful() {
        return isDoubtful;
    }

    /**
     * Has a driver remove the network. No driver makes it then, unless it is {@link #reopen reopened}.
     *
     * @throws DriverException what stands against it
     */
    public void unmake(NetworkDriver driver) {
        lock.lock();
        try {
            acquaint(driver);
            driver.removeNetwork(spec.id());
            maker = new WeakReference<>(this);
            isDoubtful = false;
            isOver = true;
        } finally {
            lock.unlock();
        }
    }

    /** Only what a driver knows can it remove wholly. What it cannot make it may be able to remove all the same. */
    private void acquaint(NetworkDriver driver) {
        try {
            make(driver);
        } catch (DriverException e) {
            if (e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.CANCELLED) {
                throw e;
            }
        }
    }

    /** The network was not removed after all. */
    void reopen() {
        lock.lock();
        try {
            isOver = false;
        } finally {
            lock.unlock();
        }
    }
}
