package dev.wharf.linux;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open file descriptor of this process, with an owner who closes it. Thread-safe. */
public final class Fd implements AutoCloseable {
    private final int number;
    private final DescriptorCalls calls;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Takes ownership of a descriptor.
     *
     * @param number as the kernel gave it
     * @param calls closes it
     */
    public Fd(int number, DescriptorCalls calls) {
        this.number = number;
        this.calls = calls;
    }

    /** The descriptor's number. */
    public int number() {
        return number;
    }

    /** A path that leads through the descriptor, valid in this process until it is closed. */
    public Path path() {
        return Path.of("/proc/self/fd/" + number);
    }

    /** Closes the descriptor. Closing twice is harmless. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            calls.close(number);
        }
    }

    @Override
    public String toString() {
        return "fd " + number;
    }
}
