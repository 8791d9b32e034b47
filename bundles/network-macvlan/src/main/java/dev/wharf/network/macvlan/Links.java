package dev.wharf.network.macvlan;

import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.MacAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The interfaces of the host, and those of this driver in containers. Thread-safe. Calls throw
 * {@link dev.wharf.linux.LinuxException} with the error numbers of rtnetlink(7).
 */
interface Links extends AutoCloseable {

    /** An interface by its name. */
    Optional<HostLink> find(String name);

    /** All of them. */
    List<HostLink> list();

    /** Finds out whether interfaces could be made; EOPNOTSUPP when the kernel has no macvlan, EPERM for others than root. */
    void tryMacvlan();

    /** Makes an interface for a VLAN, up; EEXIST when the name or the VLAN is taken, EOPNOTSUPP when the kernel has no VLANs. */
    void addVlan(String name, int parent, int id, String alias);

    /** Makes an interface that leads nowhere, up; EEXIST when the name is taken. */
    void addIsolated(String name, String alias);

    /** Notes something on an interface. */
    void mark(String name, String alias);

    /** Removes an interface, or nothing. */
    void delete(int link);

    /**
     * Makes the interface of a container there, with addresses and routes, all up; repairs one that is there with the same mark.
     * Nothing is left on failure: EEXIST when the name is taken, ENODEV without the parent, ENOENT when the namespace is gone,
     * EINVAL when {@code passthru} is asked for a parent that has a container, ENETDOWN when the parent is not up.
     *
     * @return the hardware address that it has
     */
    MacAddress plug(Member member, int parent, Path namespace);

    /** Removes the interface of an endpoint in a container, or nothing; the namespace may be gone. */
    void unplug(EndpointId endpoint, Path namespace);

    /** All interfaces in containers that bear a mark. Looks into each network namespace that has a process. */
    List<Placed> members();

    /**
     * An interface in a container.
     *
     * @param mark its alias
     * @param namespace where it is
     */
    record Placed(String mark, Path namespace) {}

    @Override
    void close();
}
