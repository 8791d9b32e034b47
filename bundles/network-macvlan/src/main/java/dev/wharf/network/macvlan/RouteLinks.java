package dev.wharf.network.macvlan;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.Link;
import dev.wharf.linux.network.LinkAddress;
import dev.wharf.linux.network.LinkMessages;
import dev.wharf.linux.network.LinkMessages.MacvlanMode;
import dev.wharf.linux.network.LinkSettings;
import dev.wharf.linux.network.NetlinkMessage;
import dev.wharf.linux.network.Route;
import dev.wharf.linux.network.RouteMessages;
import dev.wharf.linux.network.RouteSocket;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.MacAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The interfaces of a host through rtnetlink(7). */
final class RouteLinks implements Links {
    private final Kernel kernel;
    private final RouteSocket host;

    private RouteLinks(Kernel kernel, RouteSocket host) {
        this.kernel = kernel;
        this.host = host;
    }

    /** For the namespace of this process. */
    static RouteLinks open(Kernel kernel) {
        return new RouteLinks(kernel, RouteSocket.open(kernel));
    }

    /** For another namespace, which acts as the host. */
    static RouteLinks open(Kernel kernel, Path namespace) {
        return new RouteLinks(kernel, RouteSocket.open(kernel, namespace));
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
        return new HostLink(link.index(), link.name(), link.alias());
    }

    /** The kernel looks for the kind first, and for the parent, which is not told here, when it makes the interface. */
    @Override
    public void tryMacvlan() {
        var trial = LinkSettings.named("wharf-trial");
        tolerate(Errno.EINVAL, () -> host.send(LinkMessages.macvlan(trial, 0, MacvlanMode.BRIDGE)));
    }

    @Override
    public void addVlan(String name, int parent, int id, String alias) {
        host.send(LinkMessages.vlan(LinkSettings.named(name).up(), parent, id));
        mark(name, alias);
    }

    /** A pair of which the other end has no user, as not each kernel has interfaces of the kind {@code dummy}. */
    @Override
    public void addIsolated(String name, String alias) {
        String other = "x" + name.substring(1);
        host.send(LinkMessages.veth(LinkSettings.named(name).up(), LinkSettings.named(other)));
        host.send(LinkMessages.change(LinkSettings.named(other).up().withoutLinkLocal()));
        mark(name, alias);
    }

    /** Set with a message of its own, for it must not hit somebody else's interface that has the name. */
    @Override
    public void mark(String name, String alias) {
        host.send(LinkMessages.change(LinkSettings.named(name).withAlias(alias).withoutLinkLocal()));
    }

    @Override
    public void delete(int link) {
        tolerate(Errno.ENODEV, () -> host.send(LinkMessages.remove(link)));
    }

    @Override
    public MacAddress plug(Member member, int parent, Path namespace) {
        try (RouteSocket container = RouteSocket.open(kernel, namespace)) {
            Optional<Link> there =
                    container.link(member.name()).filter(link -> link.alias().equals(member.mark()));
            if (there.isPresent()) {
                messages(member, there.get().index())
                        .forEach(message -> tolerate(Errno.EEXIST, () -> container.send(message)));
                return new MacAddress(there.get().mac());
            }
            make(member, parent, namespace);
            return finish(member, container);
        }
    }

    /**
     * A parent takes each hardware address once, and that of a container which has ended is free when the kernel has removed its
     * namespace: a little later, when the container is started again.
     */
    private void make(Member member, int parent, Path namespace) {
        LinkSettings link =
                LinkSettings.named(member.name()).withMac(member.mac().bytes()).up();
        try (Fd space = kernel.files().open(namespace.toString(), Flags.O_RDONLY, 0)) {
            var messages = LinkMessages.macvlan(link.in(space), parent, member.mode());
            Patience.whileRefused(Errno.EADDRINUSE, () -> host.send(messages));
        }
    }

    private static MacAddress finish(Member member, RouteSocket container) {
        Link link = container
                .link(member.name())
                .orElseThrow(() -> new LinuxException(Errno.ENODEV, "get " + member.name()));
        try {
            container.send(messages(member, link.index()));
            return new MacAddress(link.mac());
        } catch (LinuxException e) {
            undo(link, container, e);
            throw e;
        }
    }

    private static void undo(Link link, RouteSocket container, LinuxException cause) {
        try {
            container.send(LinkMessages.remove(link.index()));
        } catch (LinuxException e) {
            cause.addSuppressed(e);
        }
    }

    /** The mark comes first: what bears none is not found again. */
    private static List<NetlinkMessage> messages(Member member, int link) {
        List<NetlinkMessage> messages = new ArrayList<>();
        messages.add(LinkMessages.change(
                LinkSettings.at(link).withAlias(member.mark()).up()));
        member.addresses()
                .forEach(address ->
                        messages.add(RouteMessages.add(new LinkAddress(link, address.address(), address.length()))));
        member.gateways().forEach(gateway -> messages.add(RouteMessages.add(Route.byDefault(gateway, link))));
        return messages;
    }

    @Override
    public void unplug(EndpointId endpoint, Path namespace) {
        inside(namespace, container -> container.links().stream()
                .filter(link -> Names.isMarkOf(link.alias(), endpoint))
                .forEach(link -> tolerate(Errno.ENODEV, () -> container.send(LinkMessages.remove(link.index())))));
    }

    @Override
    public List<Placed> members() {
        List<Placed> members = new ArrayList<>();
        for (Path namespace : Namespaces.all()) {
            inside(namespace, container -> container.links().stream()
                    .filter(link -> Names.isMark(link.alias()))
                    .forEach(link -> members.add(new Placed(link.alias(), namespace))));
        }
        return members;
    }

    /** Does nothing where the namespace is gone. */
    private void inside(Path namespace, Consumer<RouteSocket> work) {
        try (RouteSocket container = RouteSocket.open(kernel, namespace)) {
            work.accept(container);
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOENT) && !e.is(Errno.ESRCH)) {
                throw e;
            }
        }
    }

    private static void tolerate(int errno, Runnable call) {
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
        host.close();
    }
}
