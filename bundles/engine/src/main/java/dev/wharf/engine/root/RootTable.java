package dev.wharf.engine.root;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Who uses the files of which container, and the roots that are mounted for them. Thread-safe. That no container is started
 * while its root is being mounted is the caller's business.
 */
@Component(service = RootTable.class)
public final class RootTable {
    /** How long a mount stays after its last user. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    private final RootMounter mounter;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(RootTable::thread);
    private final Executor later;
    private final Map<String, RootEntry> entries = new ConcurrentHashMap<>();

    /** Unmounts what a killed daemon left behind. */
    @Activate
    public RootTable(BundleContext context) {
        this(
                new KernelRootMounter(
                        Linux::kernel,
                        DaemonSettings.from(context::getProperty).execRoot().resolve("roots")),
                LINGER);
    }

    /**
     * As the other one, with a mounter of one's own.
     *
     * @param linger how long a mount stays after its last user
     */
    public RootTable(RootMounter mounter, Duration linger) {
        this.mounter = mounter;
        later = linger.isZero()
                ? Runnable::run
                : CompletableFuture.delayedExecutor(linger.toMillis(), TimeUnit.MILLISECONDS, worker);
        mounter.sweep();
    }

    /** Unmounts everything. */
    @Deactivate
    public void close() {
        worker.shutdownNow();
        List.copyOf(entries.values()).forEach(RootEntry::unmount);
    }

    /** Announces that somebody works with the files of a container. */
    public RootUse use(String id) {
        while (true) {
            Optional<RootUse> use = entry(id).enter();
            if (use.isPresent()) {
                return use.get();
            }
        }
    }

    /**
     * Mounts the root of a container, unless it is mounted already.
     *
     * @throws EngineException Internal
     */
    public SharedRoot mount(String id, RootContent content) {
        RootUse use = use(id);
        boolean isMounted = false;
        try {
            SharedRoot root = entry(id).mounted(use, content);
            isMounted = true;
            return root;
        } catch (LinuxException | UncheckedIOException e) {
            throw new EngineException.Internal("root of container " + id + ": " + e.getMessage(), e);
        } finally {
            if (!isMounted) {
                use.close();
            }
        }
    }

    /** Takes part in a root that is mounted. */
    public Optional<SharedRoot> share(String id) {
        if (!entries.containsKey(id)) {
            return Optional.empty();
        }
        RootUse use = use(id);
        Optional<SharedRoot> root = entry(id).mounted(use);
        if (root.isEmpty()) {
            use.close();
        }
        return root;
    }

    /** Whether somebody works with the files of a container. */
    public boolean isUsed(String id) {
        return find(id).map(RootEntry::isUsed).orElse(false);
    }

    /** Waits until nobody works with the files of a container; false when that takes too long. */
    public boolean awaitUnused(String id, Duration limit) {
        return find(id).map(entry -> entry.awaitUnused(limit)).orElse(true);
    }

    /** Unmounts a root that nobody works with. */
    public void unmount(String id) {
        find(id).ifPresent(RootEntry::unmount);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "unmounting of container roots");
        thread.setDaemon(true);
        return thread;
    }

    private Optional<RootEntry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    private RootEntry entry(String id) {
        return entries.computeIfAbsent(id, key -> new RootEntry(mounter, later, key, () -> entries.remove(key)));
    }
}
