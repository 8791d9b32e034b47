package dev.wharf.network.bridge;

import dev.wharf.linux.LinuxException;
import dev.wharf.network.bridge.Links.LinkAddress;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.Subnet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Makes and repairs bridges. Those that were made here bear a mark, and only they are changed at will and removed again; one
 * that was there before gets what it lacks.
 */
final class Bridges {
    private static final int LINK_LOCAL_LENGTH = 64;

    /** Its own, so that it can ask for neighbours at once and not after seconds in which nobody objects; as Docker's. */
    private static final IpPrefix LINK_LOCAL = linkLocal();

    private final Links links;
    private final HostSettings settings;

    Bridges(Links links, HostSettings settings) {
        this.links = links;
        this.settings = settings;
    }

    /**
     * Makes the bridge of a network, or brings the one that is there into order.
     *
     * @return as it was before it was set up
     * @throws DriverException ALREADY_EXISTS for a name or an address that others have, UNSUPPORTED, INTERNAL
     */
    HostLink ensure(BridgeNetwork network) {
        Optional<HostLink> found = links.find(network.bridge());
        found.filter(link -> !link.isBridge()).ifPresent(link -> {
            throw new DriverException(
                    Kind.ALREADY_EXISTS, "interface " + link.name() + " is there already, and is no bridge");
        });
        List<LinkAddress> addresses = links.addresses();
        requireFree(network, found, addresses);
        if (found.isPresent()) {
            configure(network, found.get(), addresses);
            return found.get();
        }
        return make(network);
    }

    private static void requireFree(BridgeNetwork network, Optional<HostLink> own, List<LinkAddress> addresses) {
        int ownIndex = own.map(HostLink::index).orElse(0);
        for (IpPrefix wanted : network.bridgeAddresses()) {
            addresses.stream()
                    .filter(each -> each.link() != ownIndex)
                    .filter(each -> each.address().address().equals(wanted.address()))
                    .findFirst()
                    .ifPresent(each -> {
                        throw new DriverException(
                                Kind.ALREADY_EXISTS,
                                "address " + wanted.address().getHostAddress() + " of network "
                                        + network.spec().name() + " belongs to another interface of this host");
                    });
        }
    }

    private HostLink make(BridgeNetwork network) {
        HostLink bridge = links.addBridge(network.bridge(), Names.mark(network.id()), hardwareAddress(network));
        try {
            configure(network, bridge, List.of());
            return bridge;
        } catch (DriverException | LinuxException e) {
            undo(bridge, e);
            throw e;
        }
    }

    private void undo(HostLink bridge, RuntimeException cause) {
        try {
            links.delete(bridge.index());
        } catch (LinuxException e) {
            cause.addSuppressed(e);
        }
    }

    /** One that does not follow the ports that come and go, and that neighbours may remember. */
    private static dev.wharf.spi.network.MacAddress hardwareAddress(BridgeNetwork network) {
        return HardwareAddresses.of(network.bridgeAddresses().stream()
                .findFirst()
                .orElseGet(() -> network.spec().subnets().get(0).pool()));
    }

    private void configure(BridgeNetwork network, HostLink bridge, List<LinkAddress> addresses) {
        settings.ensure(network);
        if (isOurs(network, bridge)) {
            configureOurs(network, bridge, addresses);
        } else {
            configureForeign(network, bridge, addresses);
        }
        if (!bridge.isUp()) {
            links.up(bridge.index());
        }
    }

    private static boolean isOurs(BridgeNetwork network, HostLink bridge) {
        return Names.isMarkOfNetwork(bridge.alias()) || bridge.name().equals(Names.bridge(network.id()));
    }

    private void configureOurs(BridgeNetwork network, HostLink bridge, List<LinkAddress> addresses) {
        String mark = Names.mark(network.id());
        if (!bridge.alias().equals(mark)) {
            links.mark(bridge.index(), mark);
        }
        network.options().mtu().ifPresent(mtu -> {
            if (bridge.mtu() != mtu) {
                links.resize(bridge.index(), mtu);
            }
        });
        links.filterInside(bridge.index(), !network.options().containersTalk());
        List<IpPrefix> wanted = network.bridgeAddresses();
        List<IpPrefix> unwanted = of(bridge, addresses).stream()
                .filter(address -> !wanted.contains(address))
                .toList();
        wanted.forEach(address -> links.addAddress(bridge.index(), address));
        if (network.hasIpv6()) {
            links.addAddress(bridge.index(), LINK_LOCAL);
        }
        unwanted.forEach(address -> links.removeAddress(bridge.index(), address));
        if (!unwanted.isEmpty()) { // with the first address of a subnet the kernel removes the others
            wanted.forEach(address -> links.addAddress(bridge.index(), address));
        }
    }

    /** Its addresses stay, and the network's are added only in subnets in which it has none. */
    private void configureForeign(BridgeNetwork network, HostLink bridge, List<LinkAddress> addresses) {
        if (!network.options().containersTalk()) {
            links.filterInside(bridge.index(), true);
        }
        List<IpPrefix> there = of(bridge, addresses);
        for (IpPrefix wanted : network.bridgeAddresses()) {
            if (there.stream().noneMatch(address -> Prefixes.contains(wanted, address.address()))) {
                links.addAddress(bridge.index(), wanted);
            }
        }
    }

    private static List<IpPrefix> of(HostLink bridge, List<LinkAddress> addresses) {
        return addresses.stream()
                .filter(each -> each.link() == bridge.index())
                .map(LinkAddress::address)
                .toList();
    }

    private static IpPrefix linkLocal() {
        byte[] address = {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
        try {
            return new IpPrefix(InetAddress.getByAddress(address), LINK_LOCAL_LENGTH);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // sixteen bytes are an address
        }
    }

    /** Removes the bridge of a network, if it was made for it; also one that nothing but its mark is known of. */
    void remove(NetworkId network) {
        String mark = Names.mark(network);
        links.list().stream()
                .filter(link -> link.isBridge() && link.alias().equals(mark))
                .forEach(link -> links.delete(link.index()));
    }

    /** Whether an address belongs to a subnet of the network. */
    static boolean hasSubnetFor(BridgeNetwork network, IpPrefix address) {
        return network.spec().subnets().stream()
                .map(Subnet::pool)
                .anyMatch(pool -> Prefixes.contains(pool, address.address()));
    }
}
