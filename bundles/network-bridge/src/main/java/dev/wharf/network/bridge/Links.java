package dev.wharf.network.bridge;

import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.MacAddress;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The interfaces of the host, and the ends of pairs in containers. Thread-safe. Calls throw
 * {@link dev.wharf.linux.LinuxException} with the error numbers of rtnetlink(7).
 */
interface Links extends AutoCloseable {

    /**
     * An address of an interface of the host.
     *
     * @param link number of the interface
     * @param address with the length of its subnet
     */
    record LinkAddress(int link, IpPrefix address) {}

    /** An interface by its name. */
    Optional<HostLink> find(String name);

    /** All of them. */
    List<HostLink> list();

    /** Finds out whether bridges could be made; EOPNOTSUPP when the kernel has none, EPERM for others than root. */
    void tryBridge();

    /** Makes a bridge that is not up yet; EEXIST when the name is taken. */
    HostLink addBridge(String name, String alias, MacAddress mac);

    /** Notes something on an interface. */
    void mark(int link, String alias);

    /** Sets the largest packet. */
    void resize(int link, int mtu);

    /** Lets the packet filter of IP see what goes from port to port of a bridge, or not. */
    void filterInside(int bridge, boolean isFiltered);

    /** Sets an interface up. */
    void up(int link);

    /**
     * Makes an interface a port of a bridge, and sets it up; EXFULL when the bridge has as many as it can.
     *
     * @param isHairpin whether the bridge sends back what came from the port
     */
    void enslave(int link, int bridge, boolean isHairpin);

    /** Removes an interface, or nothing. Takes tens of milliseconds. */
    void delete(int link);

    /** All addresses of the host but those of link scope. */
    List<LinkAddress> addresses();

    /** Adds an address, which counts at once. One that is there stays. */
    void addAddress(int link, IpPrefix address);

    /** Takes an address away, or nothing. */
    void removeAddress(int link, IpPrefix address);

    /** Forgets or sets who has an address behind a bridge; empty to forget. */
    void neighbour(int bridge, InetAddress address, Optional<MacAddress> mac);

    /**
     * Makes a pair, and in the container its addresses and routes, all up. Nothing is left on failure: EEXIST when either name is
     * taken, ENOENT when the namespace is gone.
     */
    void plug(Pair pair, Path namespace);

    /** An interface in a container, by its name; empty when the namespace is gone, too. */
    Optional<HostLink> inside(Path namespace, String name);

    /** Sets addresses and routes in a container where they are missing. */
    void repair(Pair pair, Path namespace);

    @Override
    void close();
}
