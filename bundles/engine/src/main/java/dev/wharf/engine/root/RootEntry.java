package dev.wharf.engine.root;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Those who use the files of one container, and the mount that they share. The mount stays for a while after the last of them:
 * more often than not somebody asks again, and taking an overlay away writes all to the disk that was written to it. Without
 * users and mount the entry ends, and a new one takes its place.
 */
final class RootEntry {
    private final RootMounter mounter;
    private final Executor later;
    private final String id;
    private final Runnable ended;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition unused = lock.newCondition();
    private int users; // guarded by lock
    private int mountUsers; // guarded by lock
    private int mountsLeft; // guarded by lock; how often the mount was left by all
    private @Nullable MountedRoot root; // guarded by lock
    private boolean hasEnded; // guarded by lock

    /**
     * An entry without users.
     *
     * @param later runs work after a while
     * @param ended called at the end, under the lock
     */
    RootEntry(RootMounter mounter, Executor later, String id, Runnable ended) {
        this.mounter = mounter;
        this.later = later;
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

    /** The mount for one who has entered; empty when there is none. */
    Optional<SharedRoot> mounted(RootUse use) {
        lock.lock();
        try {
            return root == null ? Optional.empty() : Optional.of(share(root, use));
        } finally {
            lock.unlock();
        }
    }

    /** Whether there are users. */
    boolean isUsed() {
        lock.lock();
        try {
            return users > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the last user; false when that takes too long, or the thread was interrupted, which stays so. */
    boolean awaitUnused(Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (users > 0 && left > 0) {
                left = unused.awaitNanos(left);
            }
            return users == 0;
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Unmounts; those who have opened something there can go on with it. */
    void unmount() {
        lock.lock();
        try {
            if (root != null) {
                root.close();
                root = null;
            }
            endIfUnused();
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
            if (mountUsers == 0) {
                mountsLeft++;
                int left = mountsLeft;
                later.execute(() -> unmountIfIdleSince(left));
            }
        } finally {
            lock.unlock();
        }
    }

    private void unmountIfIdleSince(int left) {
        lock.lock();
        try {
            if (mountUsers == 0 && mountsLeft == left) {
                unmount();
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
                unused.signalAll();
            }
            endIfUnused();
        } finally {
            lock.unlock();
        }
    }

    private void endIfUnused() {
        if (users == 0 && root == null && !hasEnded) {
            hasEnded = true;
            ended.run();
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
