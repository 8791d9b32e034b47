package dev.wharf.execoci.launch;

import dev.wharf.linux.Fd;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.Poller;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that waits for news of all monitors, and of the kernel. */
public final class ExitWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExitWatch.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Poller poller;
    private final Thread thread;
    private volatile boolean closed;

    /** Starts the thread. */
    public ExitWatch(dev.wharf.linux.Kernel kernel) {
        poller = kernel.poller();
        thread = new Thread(this::run, "exec-oci exits");
        thread.setDaemon(true);
        thread.start();
    }

    /** Calls the listener whenever the events come; the listener must not block. */
    public void watch(Fd fd, int events, Runnable listener) {
        poller.add(fd, events, ready -> listener.run());
    }

    /** Stops watching. */
    public void unwatch(Fd fd) {
        poller.remove(fd);
    }

    private void run() {
        while (!closed) {
            try {
                poller.await(PAUSE);
            } catch (LinuxException e) {
                LOG.error("cannot wait for the ends of processes", e);
                return;
            } catch (RuntimeException e) {
                LOG.error("a listener failed on the end of a process", e);
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
