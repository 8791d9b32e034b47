package dev.wharf.execnative.cgroup;

import dev.wharf.linux.Fd;

/** Tells when the kernel has killed processes of a group for lack of memory. One thread at a time. */
public interface OutOfMemoryEvents extends AutoCloseable {
    /** What becomes ready when there is news. */
    Fd descriptor();

    /** The events of epoll_ctl(2) that mean news. */
    int events();

    /** Whether processes were killed since the last call, or since this was opened. */
    boolean happened();

    /** Closes the descriptor. Closing twice is harmless. */
    @Override
    void close();
}
