package dev.wharf.network.bridge.firewall;

import dev.wharf.spi.network.PublishedPort;
import java.util.Collection;
import java.util.List;

/**
 * The packet filter's part of the networks of one daemon. All calls can be repeated: what is there already stays as it is,
 * and traffic that is allowed before and after a call is never stopped by it. Each call comes to be as a whole or not at
 * all. Thread-safe.
 *
 * <p>Errors are {@link dev.wharf.spi.DriverException}s: UNSUPPORTED where the kernel has not what is asked for, INTERNAL
 * for what it refuses otherwise.
 *
 * <p>What has to be set elsewhere for the rules to work: forwarding (net.ipv4.ip_forward,
 * net.ipv6.conf.all.forwarding), net.ipv4.conf.BRIDGE.route_localnet for ports of 127.0.0.1, and for networks whose
 * containers may not talk, IFLA_BR_NF_CALL_IPTABLES and IFLA_BR_NF_CALL_IP6TABLES of the bridge. Where
 * net.bridge.bridge-nf-call-iptables is on, as the kernel has it from the start, each port of a bridge needs hairpin mode
 * (IFLA_BRPORT_MODE): otherwise a container does not reach itself by a port of the host.
 */
public interface Firewall extends AutoCloseable {

    /** Takes a network in, or changes what holds for it. */
    void network(BridgeRules network);

    /** Lets go of a network, with all that was published for its containers. Removing what is not there succeeds. */
    void removeNetwork(BridgeRules network);

    /**
     * Sets the published ports of a container; earlier ones that are not among them end. A port of an IPv6 address is left
     * out where the container has no IPv6 address, and likewise for IPv4: somebody has to relay it.
     */
    void publish(Addresses container, Collection<PublishedPort> ports);

    /** Sets what a container may reach in a network whose containers may not talk; earlier passages end. */
    void open(Addresses source, Collection<Passage> passages);

    /** Forgets a container: its ports, and the passages from and to it. */
    void remove(Addresses container);

    /** Forgets all containers of a network but these; to be called once after a restart. */
    void retain(BridgeRules network, Collection<Addresses> containers);

    /** Puts back what others have removed, such as by {@code nft flush ruleset}. Cheap where nothing is missing. */
    void repair();

    /** What keeps the rules from having their effect, in whole sentences for the user; does not ask the kernel. */
    default List<String> warnings() {
        return List.of();
    }

    /** Removes everything, also what lies in tables of others: no container needs it any more. */
    void clear();

    /** Lets go of the kernel; the rules stay. Closing twice is harmless. */
    @Override
    void close();
}
