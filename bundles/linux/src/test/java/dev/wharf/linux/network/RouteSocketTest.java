package dev.wharf.linux.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Fd;
import dev.wharf.linux.Flags;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.Linux;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.NetworkCalls;
import dev.wharf.linux.network.LinkMessages.MacvlanMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("privileged")
class RouteSocketTest {
    private static final byte[] MAC = HexFormat.of().parseHex("0242ac110002");

    private final Kernel kernel = Linux.kernel();
    private final ThrowAwayNamespace host = new ThrowAwayNamespace();
    private final ThrowAwayNamespace container = new ThrowAwayNamespace();
    private final Fd namespace = kernel.files().open(container.path().toString(), Flags.O_RDONLY, 0);
    private final RouteSocket routes = RouteSocket.open(kernel, host.path());
    private final RouteSocket inside = RouteSocket.open(kernel, container.path());

    @AfterEach
    void removeNamespaces() {
        routes.close();
        inside.close();
        namespace.close();
        host.close();
        container.close();
    }

    private int bridge(String name) {
        routes.send(LinkMessages.bridge(LinkSettings.named(name).up()));
        return routes.link(name).orElseThrow().index();
    }

    private int pair(String name) {
        routes.send(LinkMessages.veth(LinkSettings.named(name).up(), LinkSettings.named(name + "p")));
        routes.send(LinkMessages.change(LinkSettings.named(name + "p").up()));
        return routes.link(name).orElseThrow().index();
    }

    private static InetAddress address(String text) throws Exception {
        return InetAddress.getByName(text);
    }

    /** Sends a datagram from the container to an address of the host; returns where the host saw it come from. */
    private InetAddress speak(InetAddress to) {
        NetworkCalls calls = kernel.networking();
        try (Fd receiver = calls.socket(host.path(), Flags.AF_INET, Flags.SOCK_DGRAM, 0);
                Fd sender = calls.socket(container.path(), Flags.AF_INET, Flags.SOCK_DGRAM, 0)) {
            calls.bind(receiver, new InetSocketAddress(to, 53));
            calls.sendTo(sender, ByteBuffer.allocateDirect(3), calls.localAddress(receiver));
            return calls.receiveFrom(receiver, ByteBuffer.allocateDirect(10)).getAddress();
        }
    }

    @Test
    void anEmptyNamespaceHasTheLoopbackAlone() {
        assertThat(routes.links()).extracting(Link::name).containsExactly("lo");
        assertThat(routes.link("eth0")).isEmpty();
        assertThat(routes.link(4711)).isEmpty();
        assertThat(routes.routes()).isEmpty();
    }

    @Test
    void aBridgeIsMadeWithAliasAndMac() {
        routes.send(LinkMessages.bridge(
                LinkSettings.named("br0").withMac(MAC).withMtu(1400).up().withAlias("wharf test")));

        Link bridge = routes.link("br0").orElseThrow();
        assertThat(bridge.kind()).isEqualTo("bridge");
        assertThat(bridge.alias()).isEqualTo("wharf test");
        assertThat(bridge.mac()).isEqualTo("02:42:ac:11:00:02");
        assertThat(bridge.mtu()).isEqualTo(1400);
        assertThat(bridge.isUp()).isTrue();
        assertThat(host.ip("-d", "link", "show", "br0"))
                .contains("\"ifalias\":\"wharf test\"", "\"info_kind\":\"bridge\"", "\"mtu\":1400");
        assertThat(routes.links()).contains(bridge);
    }

    @Test
    void aPairIsBornInTwoNamespacesWithOneMessage() {
        int bridge = bridge("br0");

        routes.send(LinkMessages.veth(
                LinkSettings.named("veth1").withMaster(bridge).withMtu(1400).up(),
                LinkSettings.named("eth0").withMac(MAC).withMtu(1400).in(namespace)));

        Link outer = routes.link("veth1").orElseThrow();
        assertThat(outer.master()).hasValue(bridge);
        assertThat(outer.isUp()).isTrue();
        Link inner = inside.link("eth0").orElseThrow();
        assertThat(inner.mac()).isEqualTo("02:42:ac:11:00:02");
        assertThat(inner.mtu()).isEqualTo(1400);
        assertThat(inner.parent()).hasValue(outer.index());
        assertThat(host.ip("link", "show", "veth1")).contains("\"master\":\"br0\"");
        assertThat(container.ip("link", "show", "eth0")).contains("\"address\":\"02:42:ac:11:00:02\"");
    }

    @Test
    void aPortIsMarkedAndSendsBackWhatCameFromIt() {
        int bridge = bridge("br0");

        routes.send(LinkMessages.veth(
                LinkSettings.named("veth1")
                        .withMaster(bridge)
                        .up()
                        .withAlias("wharf")
                        .withHairpin(true)
                        .withIsolation(true)
                        .withoutLinkLocal(),
                LinkSettings.named("eth0").in(namespace)));

        assertThat(routes.link("veth1").orElseThrow().alias()).isEqualTo("wharf");
        assertThat(host.ip("-d", "link", "show", "veth1"))
                .contains("\"hairpin\":true", "\"isolated\":true", "\"inet6_addr_gen_mode\":\"none\"");
    }

    @Test
    void aContainerIsSetUpWithOneCall() throws Exception {
        int bridge = bridge("br0");
        routes.send(RouteMessages.add(new LinkAddress(bridge, address("172.30.0.1"), 16)));
        routes.send(LinkMessages.veth(
                LinkSettings.named("veth1").withIndex(4711).withMaster(bridge).up(),
                LinkSettings.named("eth0").withIndex(4712).in(namespace)));

        inside.send(List.of(
                LinkMessages.change(LinkSettings.at(4712).up()),
                RouteMessages.add(new LinkAddress(4712, address("172.30.0.2"), 16)),
                RouteMessages.add(new LinkAddress(4712, address("fd00::2"), 64)),
                RouteMessages.add(Route.byDefault(address("172.30.0.1"), 4712)),
                RouteMessages.add(Route.byDefault(address("fd00::1"), 4712))));

        assertThat(container.ip("addr", "show", "eth0"))
                .contains("\"local\":\"172.30.0.2\"", "\"broadcast\":\"172.30.255.255\"", "\"local\":\"fd00::2\"")
                .contains("\"nodad\":true");
        assertThat(container.ip("route")).contains("\"dst\":\"default\",\"gateway\":\"172.30.0.1\"");
        assertThat(container.ip("-6", "route")).contains("\"dst\":\"default\",\"gateway\":\"fd00::1\"");
        assertThat(inside.routes())
                .contains(
                        Route.byDefault(address("172.30.0.1"), 4712),
                        Route.direct(address("172.30.0.0"), 16, 4712),
                        Route.byDefault(address("fd00::1"), 4712));
        assertThat(inside.addresses()).contains(new LinkAddress(4712, address("172.30.0.2"), 16));
        assertThat(speak(address("172.30.0.1"))).isEqualTo(address("172.30.0.2"));
    }

    @Test
    void whatWasAddedIsRemoved() throws Exception {
        int bridge = bridge("br0");
        var address = new LinkAddress(bridge, address("172.30.0.1"), 16);
        Route route = Route.direct(address("10.9.0.0"), 24, bridge);
        routes.send(List.of(RouteMessages.add(address), RouteMessages.add(route)));
        routes.send(RouteMessages.replace(route));
        routes.send(RouteMessages.neighbour(bridge, address("172.30.0.9"), MAC));
        assertThat(host.ip("neigh")).contains("02:42:ac:11:00:02");

        routes.send(List.of(
                RouteMessages.removeNeighbour(bridge, address("172.30.0.9")),
                RouteMessages.remove(route),
                RouteMessages.remove(address),
                LinkMessages.remove("br0")));

        assertThat(routes.routes()).isEmpty();
        assertThat(routes.links()).extracting(Link::name).containsExactly("lo");
    }

    @Test
    void aMacvlanLinkIsBornUpInAnotherNamespace() {
        int parent = pair("hw0");

        routes.send(LinkMessages.macvlan(
                LinkSettings.named("eth0").withMac(MAC).up().in(namespace), parent, MacvlanMode.BRIDGE));

        Link link = inside.link("eth0").orElseThrow();
        assertThat(link.kind()).isEqualTo("macvlan");
        assertThat(link.isUp()).isTrue();
        assertThat(link.mac()).isEqualTo("02:42:ac:11:00:02");
        assertThat(container.ip("-d", "link", "show", "eth0")).contains("\"mode\":\"bridge\"");
    }

    @Test
    void aLinkIsChanged() {
        int bridge = bridge("br0");
        int index = pair("d0");

        routes.send(LinkMessages.change(LinkSettings.at(index)
                .renamed("d1")
                .withMac(MAC)
                .withMtu(1300)
                .withMaster(bridge)
                .up()));
        Link changed = routes.link("d1").orElseThrow();
        assertThat(changed.master()).hasValue(bridge);
        assertThat(changed.mtu()).isEqualTo(1300);

        routes.send(LinkMessages.change(
                LinkSettings.named("d1").withoutMaster().down().in(namespace)));
        assertThat(routes.link("d1")).isEmpty();
        assertThat(inside.link("d1").orElseThrow().master()).isEmpty();
    }

    @Test
    void failuresTellWhatTheKernelSaid() {
        assertThatThrownBy(() -> routes.send(LinkMessages.macvlan(LinkSettings.named("m0"), 4711, MacvlanMode.VEPA)))
                .isInstanceOfSatisfying(
                        LinuxException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENODEV))
                .hasMessage("make macvlan m0: no such device");
        bridge("br0");
        assertThatThrownBy(() -> routes.send(LinkMessages.bridge(LinkSettings.named("br0"))))
                .hasMessage("make bridge br0: file exists");
        assertThatThrownBy(() -> routes.send(RouteMessages.add(Route.byDefault(address("10.1.1.1"), 1))))
                .hasMessage("add default route: network is unreachable (Nexthop has invalid gateway)");
    }

    @Test
    void aFailureKeepsNothingElseFromHappening() {
        List<NetlinkMessage> messages = new ArrayList<>();
        messages.add(LinkMessages.remove("nosuch"));
        messages.addAll(LinkMessages.bridge(LinkSettings.named("d0")));
        messages.add(LinkMessages.remove("neither"));

        assertThatThrownBy(() -> routes.send(messages))
                .hasMessageStartingWith("remove nosuch: no such device")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

        assertThat(routes.link("d0")).isPresent();
    }

    @Test
    void hundredsOfLinksAreMadeAndListed() {
        List<NetlinkMessage> messages = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            messages.addAll(LinkMessages.veth(LinkSettings.named("a" + i), LinkSettings.named("b" + i)));
        }

        routes.send(messages);

        assertThat(routes.links()).hasSize(301);
    }

    @Test
    void aNamespaceThatIsGoneIsTold() {
        assertThatThrownBy(() -> RouteSocket.open(kernel, Path.of("/run/netns/nosuch")))
                .hasMessage("open /run/netns/nosuch: no such file or directory");
        assertThatThrownBy(() -> RouteSocket.open(kernel, Path.of("/proc/self/ns/mnt")))
                .hasMessage("make a socket in another network namespace: invalid argument");
    }
}
