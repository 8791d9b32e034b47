package dev.wharf.engine.log;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Poller;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that waits on the FIFOs of all containers, and a few that work on what came in. */
final class OutputPump implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutputPump.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Kernel kernel;
    private final Poller poller;
    private final ReentrantLock probing = new ReentrantLock();
    private final Poller probe; // guarded by probing
    private final ByteBuffer nowhere = ByteBuffer.allocateDirect(64 << 10); // used by the pump's thread alone
    private final Thread thread = new Thread(this::run, "output pump");
    private final OutputWorkers workers = new OutputWorkers();
    private volatile boolean running = true;

    OutputPump(Kernel kernel) {
        this.kernel = kernel;
        this.poller = kernel.poller();
        this.probe = kernel.poller();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Poller poller() {
        return poller;
    }

    DescriptorCalls calls() {
        return kernel.descriptors();
    }

    /** A buffer for bytes that nobody wants; for the pump's thread. */
    ByteBuffer nowhere() {
        return nowhere;
    }

    /** Whether there is something to read at this moment; asked without making or moving anything. */
    boolean hasBytes(Fd fifo) {
        probing.lock();
        try {
            probe.add(fifo, Flags.EPOLLIN, events -> {});
            try {
                return probe.await(Duration.ZERO) > 0;
            } finally {
                probe.remove(fifo);
            }
        } finally {
            probing.unlock();
        }
    }

    /** Runs work on one of the workers. */
    void soon(Runnable work) {
        workers.soon(work);
    }

    /** Runs work on one of the workers after a second, for what failed and may succeed then. */
    void later(Runnable work) {
        workers.later(work, RETRY);
    }

    private void run() {
        while (running) {
            try {
                poller.await(Duration.ofMinutes(1));
            } catch (RuntimeException | OutOfMemoryError e) { // OutOfMemoryError: no thread can be started
                LOG.error("output of a container cannot be carried", e);
            }
        }
    }

    /** Stops the threads; work that waits is dropped. Descriptors can still be removed from the poller. */
    void stop() {
        running = false;
        poller.wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.close();
    }

    /** Lets the poller go, after {@link #stop}. */
    @Override
    public void close() {
        poller.close();
        probe.close();
    }
}
