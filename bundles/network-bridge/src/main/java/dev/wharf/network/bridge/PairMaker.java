package dev.wharf.network.bridge;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.Link;
import dev.wharf.linux.network.LinkAddress;
import dev.wharf.linux.network.LinkMessages;
import dev.wharf.linux.network.LinkSettings;
import dev.wharf.linux.network.NetlinkMessage;
import dev.wharf.linux.network.Route;
import dev.wharf.linux.network.RouteMessages;
import dev.wharf.linux.network.RouteSocket;
import dev.wharf.spi.network.IpPrefix;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes pairs of interfaces. The container's end is born in the container's namespace, so that it is never seen on the host, nor
 * moved, which takes longer.
 */
final class PairMaker {
    private final Kernel kernel;
    private final RouteSocket host;

    PairMaker(Kernel kernel, RouteSocket host) {
        this.kernel = kernel;
        this.host = host;
    }

    /**
     * An end of a pair on the host.
     *
     * @param index its number
     * @param peer number of the other end, in the container
     */
    record Ends(int index, int peer) {}

    /** Makes both ends, the host's up and in its bridge. */
    Ends make(Pair pair, Path namespace) {
        LinkSettings outer =
                LinkSettings.named(pair.name()).withMaster(pair.bridge()).up();
        LinkSettings inner =
                LinkSettings.named(pair.inside()).withMac(pair.mac().bytes());
        try (Fd space = kernel.files().open(namespace.toString(), Flags.O_RDONLY, 0)) {
            host.send(LinkMessages.veth(sized(outer, pair), sized(inner, pair).in(space)));
        }
        Link end = host.link(pair.name()).orElseThrow(() -> new LinuxException(Errno.ENODEV, "get " + pair.name()));
        return new Ends(end.index(), end.parent().orElse(0));
    }

    private static LinkSettings sized(LinkSettings link, Pair pair) {
        return pair.mtu().isPresent() ? link.withMtu(pair.mtu().getAsInt()) : link;
    }

    /**
     * Marks the host's end, tells the bridge who is behind it, and sets addresses and routes. The bridge may still hold an earlier
     * container of the same hardware address for alive, and would send it what is for this one.
     */
    void finish(Pair pair, Ends ends, Path namespace) {
        host.send(List.of(
                LinkMessages.change(settings(pair, LinkSettings.at(ends.index()).withAlias(pair.alias()))),
                BridgeMessages.behind(ends.index(), pair.mac())));
        try (RouteSocket container = RouteSocket.open(kernel, namespace)) {
            container.send(messages(pair, ends.peer()));
        }
    }

    private static LinkSettings settings(Pair pair, LinkSettings end) {
        return pair.isHairpin() ? end.withHairpin(true) : end;
    }

    /** What sets the container's end up and gives it its addresses and routes. */
    static List<NetlinkMessage> messages(Pair pair, int link) {
        List<NetlinkMessage> messages = new ArrayList<>();
        messages.add(LinkMessages.change(LinkSettings.at(link).up()));
        for (IpPrefix address : pair.addresses()) {
            messages.add(RouteMessages.add(address(link, address)));
        }
        for (InetAddress gateway : pair.gateways()) {
            messages.add(RouteMessages.add(Route.byDefault(gateway, link)));
        }
        return messages;
    }

    static LinkAddress address(int link, IpPrefix address) {
        return new LinkAddress(link, address.address(), address.length());
    }
}
