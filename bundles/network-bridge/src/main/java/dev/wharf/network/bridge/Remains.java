package dev.wharf.network.bridge;

import dev.wharf.linux.LinuxException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * Interfaces that will vanish with the namespace of a container that has ended. The kernel does that in the background and for many
 * at once, while to remove one here takes tens of milliseconds in which nobody else can change an interface. Only what is still
 * there after a while is removed: somebody else may hold the namespace.
 */
final class Remains {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Links links;
    private final Executor later;
    private final Logger log;
    /** Marks by the numbers of the interfaces. */
    private final Map<Integer, String> expected = new ConcurrentHashMap<>();

    private final AtomicBoolean isPlanned = new AtomicBoolean();

    /**
     * Looks after a while.
     *
     * @param executor does it
     */
    Remains(Links links, Executor executor, Logger log) {
        this(links, log, CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, executor));
    }

    /**
     * Looks when it is let.
     *
     * @param later runs what it is given after a while
     */
    Remains(Links links, Logger log, Executor later) {
        this.links = links;
        this.log = log;
        this.later = later;
    }

    /** Looks later whether an interface is gone. */
    void expectToVanish(HostLink link) {
        expected.put(link.index(), link.alias());
        if (isPlanned.compareAndSet(false, true)) {
            later.execute(this::removeAll);
        }
    }

    private void removeAll() {
        isPlanned.set(false);
        Map<Integer, String> now = Map.copyOf(expected);
        expected.keySet().removeAll(now.keySet());
        try {
            links.list().stream()
                    .filter(link -> link.alias().equals(now.get(link.index())))
                    .forEach(link -> links.delete(link.index()));
        } catch (LinuxException e) {
            log.warn("cannot remove interfaces of containers that have ended: {}", e.getMessage());
        }
    }
}
