package dev.wharf.engine.root;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Those who use the files of one container. With the last one the entry ends, and a new one takes its place. */
final class RootEntry {
    private final RootMounter mounter;
    private final String id;
    private final Runnable ended;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition end = lock.newCondition();
    private int users; // guarded by lock
    private int mountUsers; // guarded by lock
    private @Nullable MountedRoot root; // guarded by lock
    private boolean hasEnded; // guarded by lock

    /**
     * An entry without users.
     *
     * @param ended called with the last one, under the lock
     */
    RootEntry(RootMounter mounter, String id, Runnable ended) {
        this.mounter = mounter;
        this.id = id;
        this.ended = ended;
    }

    /** One user more; empty when the entry has ended. */
    Optional<RootUse> enter() {
        lock.lock();
        try {
            if (hasEnded) {
                return Optional.empty();
            }
            users++;
            return Optional.of(once(this::leave));
        } finally {
            lock.unlock();
        }
    }

    /** The mount for one who has entered; made by the first one who asks. */
    SharedRoot mounted(RootUse use, RootContent content) {
        lock.lock();
        try {
            if (root == null) {
                root = mounter.mount(id, content);
            }
            return share(root, use);
        } finally {
            lock.unlock();
        }
    }

    /** The mount for one who has entered; empty when nobody has asked for it. */
    Optional<SharedRoot> mounted(RootUse use) {
        lock.lock();
        try {
            return root == null ? Optional.empty() : Optional.of(share(root, use));
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the end; false when it takes too long, or the thread was interrupted, which stays so. */
    boolean awaitEnd(Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!hasEnded && left > 0) {
                left = end.awaitNanos(left);
            }
            return hasEnded;
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private SharedRoot share(MountedRoot mounted, RootUse use) {
        mountUsers++;
        return new SharedRoot(mounted.bare(), mounted.full(), once(() -> {
            leaveMount();
            use.close();
        }));
    }

    private void leaveMount() {
        lock.lock();
        try {
            mountUsers--;
            if (mountUsers == 0 && root != null) {
                root.close();
                root = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            users--;
            if (users == 0) {
                hasEnded = true;
                ended.run();
                end.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private static RootUse once(Runnable work) {
        AtomicBoolean isClosed = new AtomicBoolean();
        return () -> {
            if (isClosed.compareAndSet(false, true)) {
                work.run();
            }
        };
    }
}
