package dev.wharf.linux;

/** The way to the kernel. Thread-safe; interruption has no effect on its calls. */
public interface Kernel {

    /** Files and folders by path and by descriptor. */
    FileCalls files();

    /** Descriptors. */
    DescriptorCalls descriptors();

    /** Mounts. */
    MountCalls mounts();

    /** Processes. */
    ProcessCalls processes();

    /** Filters of device access. */
    DeviceFilterCalls deviceFilters();

    /** Sockets that Java has not. */
    SocketCalls sockets();

    /** Sockets of any family, in any network namespace. */
    NetworkCalls networking();

    /** Makes something that waits on many descriptors at once. */
    Poller poller();
}
