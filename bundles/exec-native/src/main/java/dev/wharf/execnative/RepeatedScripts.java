package dev.wharf.execnative;

import dev.wharf.execnative.cgroup.Cgroup;
import dev.wharf.execnative.identity.Identity;
import dev.wharf.linux.launch.Script;
import dev.wharf.spi.exec.ProcessSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The script of the last exec in each of some tasks: who watches a container executes the same command again and again.
 * Thread-safe.
 */
final class RepeatedScripts {
    /** Some 20 KiB each. */
    private static final int KEPT = 32;

    private static final int MOST_BYTES = 64 * 1024;

    /**
     * All that a script is written from, but for the control group.
     *
     * @param process what is executed
     * @param identity who it becomes
     * @param hasStdin whether it has an input
     */
    record Source(ProcessSpec process, Identity identity, boolean hasStdin) {}

    private record Kept(Source source, Script.Published script) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Cgroup, Kept> last = new LinkedHashMap<>(KEPT, 0.75f, true); // guarded by lock

    /** The script, if it is that of the last exec in this group. */
    Optional<Script.Published> find(Cgroup cgroup, Source source) {
        lock.lock();
        try {
            return Optional.ofNullable(last.get(cgroup))
                    .filter(kept -> kept.source().equals(source))
                    .map(Kept::script);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a script that was published, unless it is large. */
    void keep(Cgroup cgroup, Source source, Script script) {
        Script.Published published = script.published();
        if (published.content().remaining() > MOST_BYTES) {
            return;
        }
        lock.lock();
        try {
            last.put(cgroup, new Kept(source, published));
            if (last.size() > KEPT) {
                last.remove(last.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }
}
