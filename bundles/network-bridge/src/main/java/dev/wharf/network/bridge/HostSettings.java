package dev.wharf.network.bridge;

import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;

/** Sets what the kernel must be told beside interfaces and rules. */
final class HostSettings {
    private static final String CALLS_FILTER = "bridge/bridge-nf-call-iptables";
    private static final String ON = "1";
    private static final String OFF = "0";

    private final Sysctls sysctls;
    private final boolean forwards;

    /**
     * For one host.
     *
     * @param forwards whether the host may be made to forward
     */
    HostSettings(Sysctls sysctls, boolean forwards) {
        this.sysctls = sysctls;
        this.forwards = forwards;
    }

    /**
     * Sets what a network needs; its bridge is there, and not yet up if it is new.
     *
     * @throws DriverException UNSUPPORTED for IPv6 in a kernel without it, INTERNAL
     */
    void ensure(BridgeNetwork network) {
        String ipv6 = "ipv6/conf/" + network.bridge();
        if (network.hasIpv6()) {
            requireIpv6(network, ipv6);
            sysctls.ensure(ipv6 + "/disable_ipv6", OFF);
        }
        // a container must not tell the host its routers: CVE-2020-13401
        sysctls.ensure(ipv6 + "/accept_ra", OFF);
        if (forwards && !network.spec().isInternal()) {
            forward(network);
        }
    }

    private void forward(BridgeNetwork network) {
        sysctls.ensure("ipv4/ip_forward", ON);
        if (network.hasIpv6()) {
            sysctls.ensure("ipv6/conf/default/forwarding", ON);
            sysctls.ensure("ipv6/conf/all/forwarding", ON);
        }
    }

    /**
     * Lets what comes from the host's 127.0.0.1 for a published port out to the bridge. To be called when the packet filter
     * keeps containers from the host's 127.0.0.1, which this opens otherwise.
     */
    void routeLoopback(BridgeNetwork network) {
        sysctls.ensure("ipv4/conf/" + network.bridge() + "/route_localnet", ON);
    }

    /**
     * Finds out whether the packet filter can see what goes from port to port of a bridge.
     *
     * @throws DriverException UNSUPPORTED in Docker's words; libnetwork of Docker 17.06, setup_bridgenetfiltering.go
     */
    void requireFilterInside() {
        if (sysctls.read(CALLS_FILTER).isEmpty()) {
            throw new DriverException(
                    Kind.UNSUPPORTED,
                    "cannot restrict inter-container communication: please ensure that br_netfilter kernel module is"
                            + " loaded");
        }
    }

    /** Whether the bridge of a network calls the packet filter of IP for what goes from port to port. */
    boolean isFilteredInside(BridgeNetwork network) {
        return !network.options().containersTalk()
                || sysctls.read(CALLS_FILTER).filter(ON::equals).isPresent();
    }

    private void requireIpv6(BridgeNetwork network, String ipv6) {
        if (sysctls.read(ipv6 + "/disable_ipv6").isEmpty()) {
            throw new DriverException(
                    Kind.UNSUPPORTED,
                    "network " + network.spec().name() + " has an IPv6 subnet, and the kernel has no IPv6");
        }
    }
}
