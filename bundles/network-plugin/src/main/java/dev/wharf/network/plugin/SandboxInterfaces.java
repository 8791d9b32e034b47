package dev.wharf.network.plugin;

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
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the interface that a plugin made into a container, and back. */
final class SandboxInterfaces {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxInterfaces.class);

    /** The number of lo in each namespace; LOOPBACK_IFINDEX of net/flow.h. */
    private static final int LOOPBACK = 1;

    private final Kernel kernel;

    SandboxInterfaces(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * What was set up.
     *
     * @param name of the interface in the container
     * @param mac of the interface
     */
    record Placed(String name, MacAddress mac) {}

    /** Moves the interface, names it, and gives it addresses and routes. On failure it is back where it was. */
    Placed bring(JoinAnswer answer, EndpointSpec endpoint, Path namespace, JoinOptions options) {
        try (RouteSocket there = RouteSocket.open(kernel, namespace)) {
            String name = nameFor(answer.prefix(), options.interfaceName(), there);
            Link link = move(answer.source(), namespace);
            try {
                setUp(there, name, answer, endpoint, options);
                String mac = endpoint.mac().map(MacAddress::value).orElse(link.mac());
                return new Placed(name, new MacAddress(mac));
            } catch (LinuxException e) {
                bringBack(answer.source(), name, namespace);
                throw e;
            }
        } catch (LinuxException e) {
            throw failure(answer.source(), e);
        }
    }

    private static DriverException failure(String name, LinuxException e) {
        Kind kind = e.is(Errno.ENOENT) ? Kind.NOT_FOUND : Kind.INTERNAL;
        return new DriverException(kind, "interface " + name + ": " + e.getMessage(), e);
    }

    /** The wanted name when it begins as the plugin wants it, else the first one that is free. */
    private static String nameFor(String prefix, String wanted, RouteSocket there) {
        if (prefix.isEmpty() || wanted.startsWith(prefix)) {
            return wanted;
        }
        List<String> taken = there.links().stream().map(Link::name).toList();
        return Stream.iterate(0, number -> number + 1)
                .map(number -> prefix + number)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** Under its own name, which becomes the other one as soon as it is set up. */
    private Link move(String source, Path namespace) {
        try (RouteSocket here = RouteSocket.open(kernel);
                Fd there = open(namespace)) {
            Link link = here.link(source)
                    .orElseThrow(() -> new DriverException(
                            Kind.INTERNAL, "the plugin told an interface that is not there: " + source));
            here.send(List.of(
                    LinkMessages.change(LinkSettings.at(link.index()).down()),
                    LinkMessages.change(LinkSettings.at(link.index()).in(there))));
            return link;
        }
    }

    private Fd open(Path namespace) {
        return kernel.files().open(namespace.toString(), Flags.O_RDONLY, 0);
    }

    private static void setUp(
            RouteSocket there, String name, JoinAnswer answer, EndpointSpec endpoint, JoinOptions options) {
        int index = there.link(answer.source())
                .orElseThrow(() -> new DriverException(Kind.INTERNAL, "interface " + answer.source() + " was lost"))
                .index();
        List<NetlinkMessage> messages = new ArrayList<>();
        messages.add(LinkMessages.change(LinkSettings.at(LOOPBACK).up()));
        LinkSettings settings = LinkSettings.at(index).renamed(name);
        messages.add(LinkMessages.change(
                endpoint.mac().map(mac -> settings.withMac(mac.bytes())).orElse(settings)));
        Stream.of(endpoint.ipv4(), endpoint.ipv6())
                .flatMap(Optional::stream)
                .forEach(address ->
                        messages.add(RouteMessages.add(new LinkAddress(index, address.address(), address.length()))));
        messages.add(LinkMessages.change(LinkSettings.at(index).up()));
        answer.routes().forEach(route -> messages.add(RouteMessages.add(route(route, index))));
        messages.addAll(ways(Stream.of(answer.gateway(), answer.gatewayIpv6()), index, options));
        there.send(messages);
    }

    private static List<NetlinkMessage> ways(Stream<Optional<InetAddress>> gateways, int index, JoinOptions options) {
        return gateways.flatMap(Optional::stream)
                .filter(gateway -> options.isDefaultRoute())
                .map(gateway -> RouteMessages.replace(Route.byDefault(gateway, index)))
                .toList();
    }

    /** Whether an interface is in a container still; it has the default route then, if it is to have it. */
    boolean renew(Attachment attachment, Path namespace, JoinOptions options) {
        try (RouteSocket there = RouteSocket.open(kernel, namespace)) {
            Optional<Link> link = there.link(attachment.interfaceName());
            link.ifPresent(found -> there.send(
                    ways(Stream.of(attachment.ipv4Gateway(), attachment.ipv6Gateway()), found.index(), options)));
            return link.isPresent();
        } catch (LinuxException e) {
            throw failure(attachment.interfaceName(), e);
        }
    }

    private static Route route(JoinAnswer.StaticRoute route, int index) {
        IpPrefix to = route.destination();
        Optional<InetAddress> hop = route.nextHop();
        return new Route(to.address(), to.length(), hop, OptionalInt.of(index));
    }

    /** Moves the interface back under its old name. Does nothing when it, or the container, is gone. */
    void bringBack(String source, String name, Path namespace) {
        try (RouteSocket there = RouteSocket.open(kernel, namespace);
                Fd here = open(Path.of("/proc/self/ns/net"))) {
            Optional<Link> link = there.link(name).or(() -> there.link(source));
            if (link.isPresent()) {
                int index = link.get().index();
                there.send(List.of(
                        LinkMessages.change(LinkSettings.at(index).down()),
                        LinkMessages.change(
                                LinkSettings.at(index).renamed(source).in(here))));
            }
        } catch (LinuxException e) {
            LOG.debug("interface {} does not come back as {}", name, source, e);
        }
    }
}
