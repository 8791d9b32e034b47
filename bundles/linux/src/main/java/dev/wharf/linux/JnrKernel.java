package dev.wharf.linux;

/** The kernel of this machine. */
final class JnrKernel implements Kernel {
    private final Syscalls syscalls = new Syscalls();
    private final JnrDescriptors descriptors = new JnrDescriptors(syscalls);
    private final JnrSockets sockets = new JnrSockets(syscalls, descriptors);
    private final JnrNetworking networking = new JnrNetworking(syscalls, descriptors);
    private final JnrFiles files = new JnrFiles(syscalls, descriptors);
    private final JnrMounts mounts = new JnrMounts(syscalls);
    private final JnrDeviceFilters deviceFilters = new JnrDeviceFilters(syscalls, descriptors);
    private final JnrProcesses processes = new JnrProcesses(syscalls, descriptors);

    @Override
    public FileCalls files() {
        return files;
    }

    @Override
    public DescriptorCalls descriptors() {
        return descriptors;
    }

    @Override
    public MountCalls mounts() {
        return mounts;
    }

    @Override
    public ProcessCalls processes() {
        return processes;
    }

    @Override
    public DeviceFilterCalls deviceFilters() {
        return deviceFilters;
    }

    @Override
    public SocketCalls sockets() {
        return sockets;
    }

    @Override
    public NetworkCalls networking() {
        return networking;
    }

    @Override
    public Poller poller() {
        return new EpollPoller(syscalls, descriptors);
    }
}
