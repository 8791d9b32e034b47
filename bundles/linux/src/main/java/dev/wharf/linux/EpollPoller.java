package dev.wharf.linux;

import static dev.wharf.linux.Numbers.*;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jnr.ffi.Pointer;

/** epoll(7), with an eventfd(2) that wakes it. */
final class EpollPoller implements Poller {
    private static final int EPOLL_CLOEXEC = 02000000;
    private static final int ADD = 1;
    private static final int DELETE = 2;
    private static final int MODIFY = 3;
    private static final int MOST = 128;
    /** struct epoll_event is packed on x86-64 only. */
    private static final int EVENT_BYTES = "aarch64".equals(System.getProperty("os.arch")) ? 16 : 12;

    private static final int DATA_OFFSET = EVENT_BYTES - 8;
    private static final long WAKE = 0;

    private final Syscalls syscalls;
    private final Fd epoll;
    private final Fd wake;
    private final Pointer ready;
    private final Map<Long, Listener> listeners = new ConcurrentHashMap<>();
    /** A number that is used once tells a late event of a closed descriptor from one of its successor. */
    private final Map<Fd, Long> keys = new ConcurrentHashMap<>();

    private final java.util.concurrent.atomic.AtomicLong nextKey = new java.util.concurrent.atomic.AtomicLong(1);

    EpollPoller(Syscalls syscalls, JnrDescriptors descriptors) {
        this.syscalls = syscalls;
        this.ready = syscalls.allocate(MOST * EVENT_BYTES);
        epoll = new Fd((int) syscalls.call(() -> "epoll_create", EPOLL_CREATE1, EPOLL_CLOEXEC, 0, 0, 0), descriptors);
        wake = new Fd(
                (int) syscalls.call(() -> "eventfd", EVENTFD2, 0, EPOLL_CLOEXEC | Flags.O_NONBLOCK, 0, 0), descriptors);
        control(ADD, wake, Flags.EPOLLIN, WAKE);
    }

    private void control(int operation, Fd fd, int events, long key) {
        Pointer event = syscalls.scratch().take(EVENT_BYTES);
        event.putInt(0, events);
        event.putLong(DATA_OFFSET, key);
        syscalls.call("epoll_ctl", fd, EPOLL_CTL, epoll.number(), operation, fd.number(), event.address());
    }

    @Override
    public void add(Fd fd, int events, Listener listener) {
        long key = nextKey.getAndIncrement();
        listeners.put(key, listener);
        keys.put(fd, key);
        try {
            control(ADD, fd, events, key);
        } catch (LinuxException e) {
            forget(fd);
            throw e;
        }
    }

    @Override
    public void modify(Fd fd, int events) {
        Long key = keys.get(fd);
        if (key != null) {
            control(MODIFY, fd, events, key);
        }
    }

    @Override
    public void remove(Fd fd) {
        if (forget(fd)) {
            control(DELETE, fd, 0, WAKE);
        }
    }

    private boolean forget(Fd fd) {
        Long key = keys.remove(fd);
        if (key == null) {
            return false;
        }
        listeners.remove(key);
        return true;
    }

    @Override
    public int await(Duration timeout) {
        long result = syscalls.raw(EPOLL_PWAIT, epoll.number(), ready.address(), MOST, millis(timeout), 0, 0);
        if (result == -Errno.EINTR) {
            return 0;
        }
        if (result < 0) {
            throw new LinuxException((int) -result, "epoll_wait");
        }
        int called = 0;
        for (int i = 0; i < result; i++) {
            long at = (long) i * EVENT_BYTES;
            called += tell(ready.getLong(at + DATA_OFFSET), ready.getInt(at));
        }
        return called;
    }

    private static long millis(Duration timeout) {
        return Math.min(Integer.MAX_VALUE, Math.max(0, timeout.toMillis()));
    }

    private int tell(long key, int events) {
        if (key == WAKE) {
            Pointer counter = syscalls.scratch().take(8);
            syscalls.raw(READ, wake.number(), counter.address(), 8, 0, 0, 0);
            return 0;
        }
        Listener listener = listeners.get(key);
        if (listener == null) {
            return 0;
        }
        listener.ready(events);
        return 1;
    }

    @Override
    public void wake() {
        Pointer one = syscalls.scratch().take(8);
        one.putLong(0, 1);
        syscalls.raw(WRITE, wake.number(), one.address(), 8, 0, 0, 0);
    }

    @Override
    public void close() {
        wake.close();
        epoll.close();
    }
}
