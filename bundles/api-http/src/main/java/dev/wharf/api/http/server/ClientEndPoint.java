package dev.wharf.api.http.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * The daemon's end of a connection. It hands heads to the HTTP server one at a time and only when they are complete,
 * with the oddities of old clients put right; it can become a plain pipe for a raw stream; and it can tell, while a
 * request is served, that the client has left. Bytes that came early stay here, so that a taken over connection gets
 * them as input.
 */
final class ClientEndPoint extends SocketChannelEndPoint {
    /** The largest head; a longer one goes on as it is and is refused by the HTTP server. */
    static final int LARGEST_HEAD = 64 * 1024;

    private static final byte[] NOTHING = {};
    private static final int FIRST_SIZE = 2 * 1024;

    private enum Mode {
        HEAD,
        BODY,
        UNKNOWN,
        RAW
    }

    private final Executor executor;
    private final long headDeadlineNanos;
    private final DepartureWatch watch;

    private final ReentrantLock lock = new ReentrantLock();
    private byte[] held = NOTHING; // guarded by lock
    private int size; // of what is held; guarded by lock
    private int passable; // first bytes of it that may go on; guarded by lock
    private long bodyLeft; // guarded by lock
    private long headStarted; // nanoTime of the first byte of an unfinished head; guarded by lock
    private Mode mode = Mode.HEAD; // guarded by lock

    ClientEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Surroundings surroundings) {
        super(channel, selector, key, surroundings.scheduler());
        executor = surroundings.executor();
        headDeadlineNanos = surroundings.headDeadlineNanos();
        watch = new DepartureWatch(this);
    }

    /**
     * What an end point shares with all others.
     *
     * @param scheduler of time-outs
     * @param executor of callbacks
     * @param headDeadlineNanos how long a head may take from its first byte
     */
    record Surroundings(Scheduler scheduler, Executor executor, long headDeadlineNanos) {}

    /** Tells when the client leaves while a request is served. */
    DepartureWatch watch() {
        return watch;
    }

    /** From now on all bytes pass as they come. */
    void becomeRaw() {
        lock.lock();
        try {
            mode = Mode.RAW;
            passable = size;
        } finally {
            lock.unlock();
        }
    }

    /** A request of unknown length has been served: a head comes next. */
    void expectHead() {
        lock.lock();
        try {
            if (mode == Mode.UNKNOWN) {
                mode = Mode.HEAD;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        lock.lock();
        try {
            return pass(buffer);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads what has come without passing it on.
     *
     * @return bytes read, 0 for none, -1 when the client has ended its output
     */
    int hold() throws IOException {
        lock.lock();
        try {
            return size < LARGEST_HEAD ? read() : 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it holds as much as it may, so that nothing more is read until the HTTP server takes it. */
    boolean isFull() {
        lock.lock();
        try {
            return size >= LARGEST_HEAD;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void needsFillInterest() {
        if (!watch.isOn() && hasSomethingToPass()) {
            executor.execute(getFillInterest()::fillable);
        } else {
            super.needsFillInterest();
        }
    }

    private boolean hasSomethingToPass() {
        lock.lock();
        try {
            return passable > 0 || (size > 0 && (mode != Mode.HEAD || RequestHead.end(held, size) > 0));
        } finally {
            lock.unlock();
        }
    }

    private int pass(ByteBuffer buffer) throws IOException {
        if (mode == Mode.HEAD && passable == 0) {
            int result = awaitHead();
            if (result <= 0) {
                return result;
            }
        }
        if (passable == 0 && size > 0) {
            permit(mode == Mode.BODY ? (int) Math.min(bodyLeft, size) : size);
        }
        return passable > 0 ? handOver(buffer) : passDirectly(buffer);
    }

    private int passDirectly(ByteBuffer buffer) throws IOException {
        if (mode != Mode.BODY) {
            return super.fill(buffer);
        }
        if (bodyLeft > buffer.capacity()) {
            int filled = super.fill(buffer);
            bodyLeft -= Math.max(filled, 0);
            return filled;
        }
        int result = read();
        if (result <= 0) {
            return result;
        }
        permit((int) Math.min(bodyLeft, size));
        return handOver(buffer);
    }

    /** Permits bytes of a body, or all bytes, to go on. */
    private void permit(int count) {
        passable = count;
        if (mode == Mode.BODY) {
            bodyLeft -= count;
            if (bodyLeft == 0) {
                mode = Mode.HEAD;
            }
        }
    }

    /** Returns 1 when bytes may go on, 0 when more must come first, -1 at the end. */
    private int awaitHead() throws IOException {
        while (true) {
            int end = RequestHead.end(held, size);
            if (end > 0) {
                admit(end);
                return 1;
            }
            if (size >= LARGEST_HEAD) {
                giveUp();
                return 1;
            }
            int result = read();
            if (result <= 0) {
                return afterRead(result);
            }
        }
    }

    private int afterRead(int result) throws IOException {
        if (result < 0 && size > 0) {
            giveUp();
            return 1;
        }
        if (result == 0 && size > 0) {
            checkDeadline();
        }
        return result;
    }

    private void checkDeadline() throws IOException {
        if (headStarted == 0) {
            headStarted = System.nanoTime() | 1;
            setIdleTimeout(TimeUnit.NANOSECONDS.toMillis(headDeadlineNanos));
        } else if (System.nanoTime() - headStarted > headDeadlineNanos) {
            throw new IOException("the head of a request took too long");
        }
    }

    private void giveUp() {
        mode = Mode.UNKNOWN;
        passable = size;
    }

    private void admit(int end) {
        if (headStarted != 0) {
            headStarted = 0;
            setIdleTimeout(HttpServer.IDLE_MILLIS);
        }
        RequestHead head = RequestHead.of(held, end);
        passable = end;
        if (head.isOdd()) {
            replaceHead(head.normalised(), end);
        }
        mode = switch (head.next()) {
            case HEAD -> Mode.HEAD;
            case BODY -> Mode.BODY;
            case UNKNOWN -> Mode.UNKNOWN;
        };
        bodyLeft = head.bodyLength();
    }

    private void replaceHead(byte[] head, int end) {
        byte[] all = Arrays.copyOf(head, head.length + size - end);
        System.arraycopy(held, end, all, head.length, size - end);
        held = all;
        size = all.length;
        passable = head.length;
    }

    private int read() throws IOException {
        if (size == held.length) {
            held = Arrays.copyOf(held, Math.max(FIRST_SIZE, Math.min(2 * size, LARGEST_HEAD)));
        }
        ByteBuffer space = ByteBuffer.wrap(held, size, held.length - size).slice();
        space.limit(0); // empty, in Jetty's flush mode
        int filled = super.fill(space);
        size += Math.max(filled, 0);
        return filled;
    }

    private int handOver(ByteBuffer buffer) {
        int position = BufferUtil.flipToFill(buffer);
        int count = Math.min(passable, buffer.remaining());
        buffer.put(held, 0, count);
        BufferUtil.flipToFlush(buffer, position);
        size -= count;
        passable -= count;
        System.arraycopy(held, count, held, 0, size);
        if (size == 0 && held.length > FIRST_SIZE) {
            held = NOTHING;
        }
        notIdle();
        return count;
    }
}
