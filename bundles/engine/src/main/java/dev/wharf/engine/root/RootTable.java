package dev.wharf.engine.root;

import dev.wharf.engine.api.DaemonSettings;
import dev.wharf.engine.api.EngineException;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Who uses the files of which container, and the roots that are mounted for them. Thread-safe. That no container is started
 * while its root is being mounted is the caller's business.
 */
@Component(service = RootTable.class)
public final class RootTable {
    private final RootMounter mounter;
    private final Map<String, RootEntry> entries = new ConcurrentHashMap<>();

    /** Unmounts what a killed daemon left behind. */
    @Activate
    public RootTable(BundleContext context) {
        this(new KernelRootMounter(
                Linux::kernel,
                DaemonSettings.from(context::getProperty).execRoot().resolve("roots")));
    }

    /** As the other one, with a mounter of one's own. */
    public RootTable(RootMounter mounter) {
        this.mounter = mounter;
        mounter.sweep();
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
        if (!isUsed(id)) {
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
        return entries.containsKey(id);
    }

    /** Waits until nobody works with the files of a container; false when that takes too long. */
    public boolean awaitUnused(String id, Duration limit) {
        return Optional.ofNullable(entries.get(id))
                .map(entry -> entry.awaitEnd(limit))
                .orElse(true);
    }

    private RootEntry entry(String id) {
        return entries.computeIfAbsent(id, key -> new RootEntry(mounter, key, () -> entries.remove(key)));
    }
}
