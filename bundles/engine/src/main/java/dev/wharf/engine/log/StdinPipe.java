package dev.wharf.engine.log;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.LinuxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The input of a running container, shared by its clients. Blocks the writing client, never a thread of the daemon's
 * own, while the container does not read.
 */
final class StdinPipe {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final int WIDE = 1 << 20;

    private final Path fifo;
    private final OutputTools tools;
    private final BooleanSupplier closeStdin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<Fd> file = Optional.empty(); // guarded by lock
    private boolean wide; // guarded by lock
    private boolean watched; // whether the poller has the descriptor; guarded by lock
    private boolean ended; // guarded by lock

    StdinPipe(Path fifo, OutputTools tools, BooleanSupplier closeStdin) {
        this.fifo = fifo;
        this.tools = tools;
        this.closeStdin = closeStdin;
    }

    /**
     * Writes all remaining bytes.
     *
     * @param isGone whether the client has left
     * @throws IOException when the input was closed, the container has ended or the client has left
     */
    void write(ByteBuffer bytes, BooleanSupplier isGone) throws IOException {
        lock.lock();
        try {
            while (bytes.hasRemaining()) {
                if (ended || isGone.getAsBoolean()) {
                    throw new IOException("the input of the container is closed");
                }
                writeSome(bytes);
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeSome(ByteBuffer bytes) throws IOException {
        try {
            tools.kernel().descriptors().write(opened(), bytes);
        } catch (LinuxException e) {
            if (e.is(Errno.EAGAIN)) {
                awaitRoomUnlessWidened();
            } else if (e.is(Errno.ENXIO)) {
                pause(LOOK_AGAIN); // the container's end is not open yet
            } else {
                throw new IOException("the container does not read its input: " + e.getMessage(), e);
            }
        }
    }

    private Fd opened() {
        Fd open = file.orElseGet(
                () -> tools.kernel().files().open(fifo.toString(), Flags.O_WRONLY | Flags.O_NONBLOCK, 0));
        file = Optional.of(open);
        return open;
    }

    /** A client that fills the pipe is likely to have much more. */
    private void awaitRoomUnlessWidened() throws IOException {
        if (!wide) {
            wide = true;
            try {
                tools.kernel().descriptors().fcntl(opened(), Flags.F_SETPIPE_SZ, WIDE);
                return;
            } catch (LinuxException ignored) {
                // /proc/sys/fs/pipe-max-size may be lower; the pipe keeps its size
            }
        }
        awaitRoom();
    }

    private void awaitRoom() throws IOException {
        if (!watched) {
            watched = true;
            tools.pump().poller().add(opened(), Flags.EPOLLOUT, events -> roomMade());
        }
        pause(WATCH);
    }

    private void roomMade() {
        lock.lock();
        try {
            unwatch();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void unwatch() {
        if (watched) {
            watched = false;
            file.ifPresent(tools.pump().poller()::remove);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // each caller's caller looks again in a loop
    private void pause(Duration time) throws IOException {
        try {
            boolean ignored = changed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the container did not read its input", e);
        }
    }

    /** Ends the input for good, once the container can be told: what was written before is read first. */
    void shut() throws IOException {
        while (!isEnded() && !closeStdin.getAsBoolean()) {
            pauseUnlessEnded();
        }
        end();
    }

    private boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private void pauseUnlessEnded() throws IOException {
        lock.lock();
        try {
            if (!ended) {
                pause(LOOK_AGAIN);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is written any more, as after the end of the container. */
    void end() {
        lock.lock();
        try {
            ended = true;
            unwatch();
            file.ifPresent(Fd::close);
            file = Optional.empty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets writers look whether their client has left. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
