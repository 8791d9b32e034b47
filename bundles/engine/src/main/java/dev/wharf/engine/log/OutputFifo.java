package dev.wharf.engine.log;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.log.LogStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's end of the FIFO that a container writes to. It is open for writing, too, so that the end of the last
 * writer is no event: a process that closes its output and opens {@code /dev/stdout} again goes on.
 */
final class OutputFifo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutputFifo.class);
    private static final int FULL = 64 << 10;
    private static final int WIDE = 1 << 20;

    private final LogStream stream;
    private final Fd fifo;
    private final Spool spool;
    private final OutputPump pump;
    private final Runnable arrived;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean wide; // guarded by lock
    private boolean closed; // guarded by lock

    OutputFifo(LogStream stream, Fd fifo, Spool spool, OutputPump pump, Runnable arrived) {
        this.stream = stream;
        this.fifo = fifo;
        this.spool = spool;
        this.pump = pump;
        this.arrived = arrived;
    }

    /** Begins to carry. */
    void watch() {
        pump.poller().add(fifo, Flags.EPOLLIN, events -> ready());
    }

    /** Carries what is there; on the thread of the pump. */
    private void ready() {
        lock.lock();
        try {
            if (!closed && spool.admits(this)) {
                widen(carry());
            }
        } catch (LinuxException e) {
            retryUnlessEmpty(e);
        } finally {
            lock.unlock();
        }
    }

    private long carry() {
        if (spool.isWanted()) {
            long moved = spool.take(stream, fifo);
            arrived.run();
            return moved;
        }
        ByteBuffer nowhere = pump.nowhere();
        nowhere.clear();
        return pump.calls().read(fifo, nowhere);
    }

    /** A full disk leaves the bytes in the FIFO; the container blocks until there is space again. */
    private void retryUnlessEmpty(LinuxException e) {
        if (!e.is(Errno.EAGAIN) && !closed) {
            LOG.warn("cannot spool the output of a container, trying again: {}", e.getMessage());
            rest();
            pump.later(this::resume);
        }
    }

    private void widen(long moved) {
        if (moved < FULL || wide) {
            return;
        }
        wide = true;
        try {
            pump.calls().fcntl(fifo, Flags.F_SETPIPE_SZ, WIDE);
        } catch (LinuxException ignored) {
            // /proc/sys/fs/pipe-max-size may be lower; the pipe keeps its size
        }
    }

    /** Leaves the bytes where they are. */
    void rest() {
        pump.poller().modify(fifo, 0);
    }

    /** Carries again. */
    void resume() {
        pump.poller().modify(fifo, Flags.EPOLLIN);
    }

    /**
     * Carries what is left, however much waits already.
     *
     * @throws LinuxException ENOSPC on a full disk
     */
    void drain() {
        lock.lock();
        try {
            // asked first, so that a silent container costs no spool file, and no exception for an empty pipe
            while (!closed && pump.hasBytes(fifo)) {
                long ignored = spool.isWanted() ? spool.take(stream, fifo) : discard();
            }
        } finally {
            lock.unlock();
        }
    }

    private long discard() {
        return pump.calls().read(fifo, ByteBuffer.allocateDirect(FULL));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                pump.poller().remove(fifo);
                fifo.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
