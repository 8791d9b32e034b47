package dev.wharf.network.bridge;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.Link;
import dev.wharf.linux.network.LinkMessages;
import dev.wharf.linux.network.LinkSettings;
import dev.wharf.linux.network.NetlinkMessage;
import dev.wharf.linux.network.RouteMessages;
import dev.wharf.linux.network.RouteSocket;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.MacAddress;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The interfaces of a host through rtnetlink(7). */
final class RouteLinks implements Links {
    private final Kernel kernel;
    private final RouteSocket host;
    /** Removals have a socket of their own: nobody waits behind one. */
    private final RouteSocket removals;

    private final PairMaker pairs;

    private RouteLinks(Kernel kernel, RouteSocket host, RouteSocket removals) {
        this.kernel = kernel;
        this.host = host;
        this.removals = removals;
        this.pairs = new PairMaker(kernel, host);
    }

    /** For the namespace of this process. */
    static RouteLinks open(Kernel kernel) {
        return new RouteLinks(kernel, RouteSocket.open(kernel), RouteSocket.open(kernel));
    }

    /** For another namespace, which acts as the host. */
    static RouteLinks open(Kernel kernel, Path namespace) {
        return new RouteLinks(kernel, RouteSocket.open(kernel, namespace), RouteSocket.open(kernel, namespace));
    }

    @Override
    public Optional<HostLink> find(String name) {
        return host.link(name).map(RouteLinks::read);
    }

    @Override
    public List<HostLink> list() {
        return host.links().stream().map(RouteLinks::read).toList();
    }

    private static HostLink read(Link link) {
        return new HostLink(
                link.index(),
                link.name(),
                link.kind(),
                link.alias(),
                link.master().orElse(0),
                link.parent().orElse(0),
                link.mac(),
                link.mtu(),
                link.isUp());
    }

    /** The kernel looks for bridges first and at the size then: no bridge can be that large. */
    @Override
    public void tryBridge() {
        tolerate(
                Errno.EINVAL,
                () -> host.send(
                        LinkMessages.bridge(LinkSettings.named("wharf-trial").withMtu(Integer.MAX_VALUE))));
    }

    /** The mark is set with a message of its own, for it must not hit somebody else's bridge of that name. */
    @Override
    public HostLink addBridge(String name, String alias, MacAddress mac) {
        host.send(LinkMessages.bridge(LinkSettings.named(name).withMac(mac.bytes())));
        HostLink bridge = find(name).orElseThrow(() -> new LinuxException(Errno.ENODEV, "get " + name));
        mark(bridge.index(), alias);
        return new HostLink(
                bridge.index(), name, bridge.kind(), alias, 0, 0, bridge.mac(), bridge.mtu(), bridge.isUp());
    }

    @Override
    public void mark(int link, String alias) {
        host.send(LinkMessages.change(LinkSettings.at(link).withAlias(alias)));
    }

    @Override
    public void resize(int link, int mtu) {
        host.send(LinkMessages.change(LinkSettings.at(link).withMtu(mtu)));
    }

    @Override
    public void filterInside(int bridge, boolean isFiltered) {
        host.send(BridgeMessages.filterInside(bridge, isFiltered));
    }

    @Override
    public void up(int link) {
        host.send(LinkMessages.change(LinkSettings.at(link).up()));
    }

    @Override
    public void enslave(int link, int bridge, boolean isHairpin) {
        host.send(List.of(
                LinkMessages.change(LinkSettings.at(link).withMaster(bridge).up()),
                LinkMessages.change(LinkSettings.at(link).withHairpin(isHairpin))));
    }

    @Override
    public void delete(int link) {
        tolerate(Errno.ENODEV, () -> removals.send(LinkMessages.remove(link)));
    }

    @Override
    public List<LinkAddress> addresses() {
        return host.addresses().stream()
                .filter(address -> !address.address().isLinkLocalAddress())
                .map(address -> new LinkAddress(address.link(), new IpPrefix(address.address(), address.length())))
                .toList();
    }

    @Override
    public void addAddress(int link, IpPrefix address) {
        tolerate(Errno.EEXIST, () -> host.send(RouteMessages.add(PairMaker.address(link, address))));
    }

    @Override
    public void removeAddress(int link, IpPrefix address) {
        tolerate(Errno.EADDRNOTAVAIL, () -> host.send(RouteMessages.remove(PairMaker.address(link, address))));
    }

    @Override
    public void neighbour(int bridge, InetAddress address, Optional<MacAddress> mac) {
        NetlinkMessage message = mac.map(known -> BridgeMessages.neighbour(bridge, address, known))
                .orElseGet(() -> RouteMessages.removeNeighbour(bridge, address));
        tolerate(Errno.ENOENT, () -> host.send(message));
    }

    @Override
    public void plug(Pair pair, Path namespace) {
        PairMaker.Ends ends = pairs.make(pair, namespace);
        try {
            pairs.finish(pair, ends, namespace);
        } catch (LinuxException e) {
            undo(ends.index(), e);
            throw e;
        }
    }

    private void undo(int end, LinuxException cause) {
        try {
            delete(end);
        } catch (LinuxException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public Optional<HostLink> inside(Path namespace, String name) {
        try (RouteSocket container = RouteSocket.open(kernel, namespace)) {
            return container.link(name).map(RouteLinks::read);
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void repair(Pair pair, Path namespace) {
        try (RouteSocket container = RouteSocket.open(kernel, namespace)) {
            Link link = container
                    .link(pair.inside())
                    .orElseThrow(() -> new LinuxException(Errno.ENODEV, "get " + pair.inside()));
            PairMaker.messages(pair, link.index())
                    .forEach(message -> tolerate(Errno.EEXIST, () -> container.send(message)));
        }
    }

    static void tolerate(int errno, Runnable call) {
        try {
            call.run();
        } catch (LinuxException e) {
            if (!e.is(errno)) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        removals.close();
        host.close();
    }
}
