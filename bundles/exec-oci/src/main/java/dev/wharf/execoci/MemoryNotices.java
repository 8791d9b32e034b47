package dev.wharf.execoci;

import dev.wharf.execoci.cgroup.ControlGroup;
import dev.wharf.execoci.cgroup.OutOfMemoryWatch;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** Tells listeners when a task lacks memory. Thread-safe. */
final class MemoryNotices implements AutoCloseable {
    private final Host host;
    private final ControlGroup group;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    /** One at most; guarded by lock. */
    private final List<OutOfMemoryWatch> watches = new CopyOnWriteArrayList<>();

    private boolean over; // guarded by lock

    MemoryNotices(Host host, ControlGroup group) {
        this.host = host;
        this.group = group;
    }

    void add(Runnable told) {
        listeners.add(told);
        lock.lock();
        try {
            if (watches.isEmpty() && !over) {
                OutOfMemoryWatch watch = OutOfMemoryWatch.on(host.kernel(), group);
                watches.add(watch);
                long before = group.outOfMemoryKills();
                host.exits().watch(watch.event(), watch.events(), new Arrival(watch, before));
            }
        } catch (LinuxException e) {
            throw new DriverException(Kind.INTERNAL, String.valueOf(e.getMessage()), e);
        } finally {
            lock.unlock();
        }
    }

    /** What comes, one thing after the other. The kernel of the first version tells before it counts. */
    private final class Arrival implements Runnable {
        private final OutOfMemoryWatch watch;
        private long known;

        Arrival(OutOfMemoryWatch watch, long known) {
            this.watch = watch;
            this.known = known;
        }

        @Override
        public void run() {
            watch.take();
            long kills = group.killsBeyond(known);
            if (kills > known) {
                known = kills;
                listeners.forEach(Runnable::run);
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            over = true;
            watches.forEach(watch -> {
                host.exits().unwatch(watch.event());
                watch.close();
            });
            watches.clear();
        } finally {
            lock.unlock();
        }
    }
}
