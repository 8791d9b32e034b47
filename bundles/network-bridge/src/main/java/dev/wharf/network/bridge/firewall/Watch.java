package dev.wharf.network.bridge.firewall;

import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.filter.FilterChanges;
import dev.wharf.spi.DriverException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the rules come back when another program has removed them, such as by {@code nft flush ruleset} or the
 * reload of a firewall, and that another engine that begins does not lock containers in. Has a thread of its own.
 */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration FOREVER = Duration.ofHours(1);
    /** Reloads are made of many changes: when there was none for so long, it is over. */
    private static final Duration CALM = Duration.ofMillis(200);

    private static final int MOST_WAITS = 10;

    private final Supplier<FilterChanges> opener;
    private final Runnable repair;
    private final AtomicReference<Runnable> stop = new AtomicReference<>(() -> {});
    private final AtomicBoolean isClosed = new AtomicBoolean();

    Watch(Supplier<FilterChanges> opener, Runnable repair) {
        this.opener = opener;
        this.repair = repair;
    }

    /** Begins to watch. */
    void start(String name) {
        FilterChanges changes = opener.get();
        Thread thread = new Thread(() -> run(changes), "watch " + name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, error) -> LOG.error("{} ended", dead.getName(), error));
        stop.set(changes::wake);
        thread.start();
    }

    private void run(FilterChanges changes) {
        try (changes) {
            while (!isClosed.get()) {
                if (changes.await(FOREVER)) {
                    awaitCalm(changes);
                    repair();
                }
            }
        } finally {
            stop.set(() -> {});
        }
    }

    private void awaitCalm(FilterChanges changes) {
        int waits = 0;
        while (!isClosed.get() && waits < MOST_WAITS && changes.await(CALM)) {
            waits++;
        }
    }

    private void repair() {
        try {
            if (!isClosed.get()) {
                repair.run();
            }
        } catch (DriverException | LinuxException e) {
            LOG.warn("the packet filter was changed by others: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        isClosed.set(true);
        stop.getAndSet(() -> {}).run();
    }
}
