package dev.wharf.linux.launch;

import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.Poller;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that waits for news of monitors, and of the kernel. */
public final class ExitWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExitWatch.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Poller poller;
    private final Thread thread;
    private final Set<Runnable> failed = new HashSet<>(); // used by the thread alone; by identity, as they are lambdas
    private volatile boolean closed;

    /**
     * Starts the thread.
     *
     * @param name of the thread
     */
    public ExitWatch(Kernel kernel, String name) {
        poller = kernel.poller();
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Calls the listener whenever the FIFO is readable; the listener must not block. */
    public void watch(Fd notifications, Runnable listener) {
        watch(notifications, Flags.EPOLLIN, listener);
    }

    /** Calls the listener whenever a descriptor has some of these events of epoll_ctl(2); the listener must not block. */
    public void watch(Fd descriptor, int events, Runnable listener) {
        poller.add(descriptor, events, ready -> call(listener));
    }

    /** The news came once: who could not take it, for lack of descriptors perhaps, is called again until it can. */
    private void call(Runnable listener) {
        try {
            listener.run();
            failed.remove(listener);
        } catch (RuntimeException | OutOfMemoryError e) { // OutOfMemoryError: no thread can be started
            if (failed.add(listener)) {
                LOG.error("a listener failed on news of a process and is called again", e);
            }
        }
    }

    /** Stops watching. */
    public void unwatch(Fd descriptor) {
        poller.remove(descriptor);
    }

    private void run() {
        while (!closed) {
            try {
                poller.await(failed.isEmpty() ? PAUSE : RETRY);
                List.copyOf(failed).forEach(this::call);
            } catch (LinuxException e) {
                LOG.error("cannot wait for the ends of processes", e);
                return;
            }
        }
        poller.close();
    }

    @Override
    public void close() {
        closed = true;
        poller.wake();
    }
}
