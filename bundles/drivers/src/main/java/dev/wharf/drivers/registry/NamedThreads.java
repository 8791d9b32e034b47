package dev.wharf.drivers.registry;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes daemon threads that are called after their owner and log what escapes them. */
final class NamedThreads implements ThreadFactory {
    private static final Logger LOG = LoggerFactory.getLogger(NamedThreads.class);

    private final String owner;
    private final AtomicInteger count = new AtomicInteger();

    NamedThreads(String owner) {
        this.owner = owner;
    }

    @Override
    public Thread newThread(Runnable work) {
        var thread = new Thread(work, owner + ' ' + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, error) -> LOG.error("thread {} failed", t.getName(), error));
        return thread;
    }
}
