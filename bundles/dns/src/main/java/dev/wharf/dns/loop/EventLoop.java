package dev.wharf.dns.loop;

import dev.wharf.linux.DescriptorCalls;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.NetworkCalls;
import dev.wharf.linux.Poller;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that waits for sockets, times and work. All that listeners, timers and work touch belongs to it; none of them
 * blocks.
 */
public final class EventLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    /** The longest message, its length, and some room. */
    private static final int BUFFER_BYTES = 65_540;

    private final Kernel kernel;
    private final Poller poller;
    private final Queue<Runnable> work = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Thread thread = new Thread(this::run, "names");
    private volatile boolean running = true;

    /** Begins to wait. */
    public EventLoop(Kernel kernel) {
        this.kernel = kernel;
        this.poller = kernel.poller();
        thread.setDaemon(true);
        thread.start();
    }

    /** Sockets. */
    public NetworkCalls sockets() {
        return kernel.networking();
    }

    /** Descriptors. */
    public DescriptorCalls descriptors() {
        return kernel.descriptors();
    }

    /** Waits for descriptors; whose listener is called by the loop. */
    public Poller poller() {
        return poller;
    }

    /** A direct buffer, cleared, for use within one call of the loop; holds the largest datagram. */
    public ByteBuffer buffer() {
        return buffer.clear();
    }

    /**
     * Runs work on the loop, soon; also when {@link #close} comes before its turn. Any thread may call this; what is given
     * after the close is dropped.
     */
    public void execute(Runnable task) {
        work.add(task);
        if (Thread.currentThread() != thread) {
            poller.wake();
        }
    }

    /** Runs work on the loop after a time. Called on the loop. */
    public Timer after(Duration delay, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + delay.toNanos(), task);
        timers.add(timer);
        return timer;
    }

    private void run() {
        while (running) {
            guarded(this::turn);
        }
        while (!work.isEmpty()) {
            guarded(this::work);
        }
    }

    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("a name server failed on an event", e);
        }
    }

    private void turn() {
        poller.await(untilNextTimer());
        work();
        for (Timer due = timers.peek(); due != null && due.isOver(System.nanoTime()); due = timers.peek()) {
            timers.remove();
            due.run();
        }
    }

    private void work() {
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
    }

    private Duration untilNextTimer() {
        Timer next = timers.peek();
        if (!work.isEmpty()) {
            return Duration.ZERO;
        }
        if (next == null) {
            return LONGEST_WAIT;
        }
        // the poller waits whole milliseconds: one more, so that the time has come when it returns
        return Duration.ofNanos(Math.max(0, next.remaining(System.nanoTime()))).plusMillis(1);
    }

    /** Ends the thread, and waits for that. Closing twice is harmless. */
    @Override
    public void close() {
        if (!running) {
            return;
        }
        running = false;
        poller.wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!thread.isAlive()) {
            poller.close();
        }
    }
}
