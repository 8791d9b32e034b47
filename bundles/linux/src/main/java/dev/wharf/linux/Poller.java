package dev.wharf.linux;

import java.time.Duration;

/**
 * Waits on many descriptors at once; epoll(7). One thread calls {@link #await}, any thread the other methods. A
 * descriptor stays owned by the one who added it, who removes it before closing.
 */
public interface Poller extends AutoCloseable {

    /** Called when a descriptor is ready. Must not block. */
    @FunctionalInterface
    interface Listener {
        /**
         * The descriptor is ready.
         *
         * @param events bits of epoll_ctl(2): {@link Flags#EPOLLIN}, {@link Flags#EPOLLHUP} ...
         */
        void ready(int events);
    }

    /** Watches a descriptor, level-triggered. */
    void add(Fd fd, int events, Listener listener);

    /** Changes the events that are watched; 0 rests. */
    void modify(Fd fd, int events);

    /** Stops watching. A listener that runs at this moment may still finish. */
    void remove(Fd fd);

    /** Waits, then calls the listeners of what is ready. Returns how many were called. */
    int await(Duration timeout);

    /** Lets {@link #await} return. */
    void wake();

    /** Lets go of the descriptor. Closing twice is harmless. */
    @Override
    void close();
}
