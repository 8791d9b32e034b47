package dev.wharf.spi.exec;

import static java.util.Objects.requireNonNull;

/**
 * The namespaces of a task. The mount namespace is always new.
 *
 * @param network of interfaces and ports
 * @param pid of process ids
 * @param ipc of System V IPC and POSIX queues; with that of another task come its {@code /dev/shm} and
 *     {@code /dev/mqueue}
 * @param uts of the host name
 * @param cgroup of the cgroup tree
 */
public record Namespaces(Namespace network, Namespace pid, Namespace ipc, Namespace uts, Namespace cgroup) {
    /** Checks all parts. */
    public Namespaces {
        requireNonNull(network, "network");
        requireNonNull(pid, "pid");
        requireNonNull(ipc, "ipc");
        requireNonNull(uts, "uts");
        requireNonNull(cgroup, "cgroup");
    }
}
