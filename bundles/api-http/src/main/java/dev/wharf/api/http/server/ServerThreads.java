package dev.wharf.api.http.server;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The threads of the HTTP server. */
final class ServerThreads {
    /**
     * Each follower of a stream blocks one thread. Room for some thousands of them costs address space only: the pool
     * shrinks when they leave.
     */
    private static final int MOST = 4096;

    private static final int FEWEST = 4;
    private static final int IDLE_MILLIS = 10_000;
    private static final int MOST_TO_GO_AT_ONCE = 256;
    private static final int STOP_MILLIS = 1_000;

    private ServerThreads() {}

    /** A pool whose blocking tasks run on virtual threads where the JDK has them. */
    static QueuedThreadPool create() {
        QueuedThreadPool threads = new QueuedThreadPool(MOST, FEWEST, IDLE_MILLIS);
        threads.setName("api");
        threads.setMaxEvictCount(MOST_TO_GO_AT_ONCE);
        threads.setDaemon(true);
        threads.setStopTimeout(STOP_MILLIS);
        if (VirtualThreads.areSupported()) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("api-"));
        }
        return threads;
    }

    /** Where a task of that pool blocks for long at the least cost. */
    static Executor blocking(Executor pool) {
        return Optional.ofNullable(VirtualThreads.getVirtualThreadsExecutor(pool))
                .orElse(pool);
    }
}
