package dev.wharf.network.bridge.firewall;

import static dev.wharf.network.bridge.firewall.Lab.address;
import static dev.wharf.network.bridge.firewall.Lab.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wharf.linux.Fd;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.PublishedPort;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Traffic between namespaces that act as hosts and containers. */
@Tag("privileged")
class NftFirewallTest {
    private static final BridgeRules A = network("brA", 1, true, false, true);
    private static final BridgeRules B = network("brB", 2, true, false, true);
    private static final Addresses C1 = addresses("172.30.1.2", "fd00:1::2");
    private static final Addresses C2 = addresses("172.30.1.3", "fd00:1::3");
    private static final Addresses D1 = addresses("172.30.2.2", "fd00:2::2");
    private static final InetSocketAddress HOST = at("192.168.77.1", 8080);

    private Lab lab;
    private Firewall firewall;

    @BeforeEach
    void build() throws Exception {
        lab = new Lab();
        firewall = lab.firewall();
        firewall.network(A);
        firewall.network(B);
    }

    @AfterEach
    void tearDown() throws Exception {
        lab.dismantle();
    }

    private static BridgeRules network(String bridge, int number, boolean masquerade, boolean internal, boolean talk) {
        return new BridgeRules(
                bridge,
                List.of(
                        new IpPrefix(address("172.30." + number + ".0"), 24),
                        new IpPrefix(address("fd00:" + number + "::"), 64)),
                masquerade,
                internal,
                talk);
    }

    private static Addresses addresses(String ipv4, String ipv6) {
        return new Addresses(Optional.of(address(ipv4)), Optional.of(address(ipv6)));
    }

    private static PublishedPort tcp(String host, int from, int to) {
        return new PublishedPort(Protocol.TCP, address(host), from, to);
    }

    private static PublishedPort udp(String host, int from, int to) {
        return new PublishedPort(Protocol.UDP, address(host), from, to);
    }

    @Test
    void aPublishedPortIsReachedFromEverywhere() {
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));

        assertThat(lab.reaches("lan", HOST, listener)).as("another host").isTrue();
        assertThat(lab.reaches("host", HOST, listener)).as("the host").isTrue();
        assertThat(lab.reaches("host", at("127.0.0.1", 8080), listener))
                .as("loopback")
                .isTrue();
        assertThat(lab.reaches("host", at("172.30.1.1", 8080), listener))
                .as("the gateway")
                .isTrue();
        assertThat(lab.reaches("c2", HOST, listener)).as("a neighbour").isTrue();
        assertThat(lab.reaches("c1", HOST, listener)).as("itself").isTrue();
        assertThat(lab.reaches("d1", HOST, listener)).as("another network").isTrue();
    }

    @Test
    void aPortOfIpv6IsReachedFromEverywhere() {
        Fd listener = lab.listener("c1", at("::", 80));
        InetSocketAddress host = at("fd00:77::1", 8080);
        firewall.publish(C1, List.of(tcp("::", 8080, 80)));

        assertThat(lab.reaches("lan", host, listener)).as("another host").isTrue();
        assertThat(lab.reaches("host", host, listener)).as("the host").isTrue();
        assertThat(lab.reaches("c2", host, listener)).as("a neighbour").isTrue();
        assertThat(lab.reaches("c1", host, listener)).as("itself").isTrue();
        assertThat(lab.reaches("d1", host, listener)).as("another network").isTrue();
    }

    @Test
    void aPortOfOneAddressIsNotReachedByOthers() {
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        firewall.publish(C1, List.of(tcp("192.168.77.1", 8080, 80)));

        assertThat(lab.reaches("lan", HOST, listener)).isTrue();
        assertThat(lab.isKeptFrom("host", at("127.0.0.1", 8080), listener)).isTrue();
        assertThat(lab.isKeptFrom("lan", at("172.30.1.1", 8080), listener)).isTrue();
    }

    @Test
    void aPortOfLoopbackIsNotReachedFromTheLan() throws Exception {
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        firewall.publish(C1, List.of(tcp("127.0.0.1", 8080, 80)));
        lab.sh("ip -n ${P}lan addr del 127.0.0.1/8 dev lo; ip -n ${P}lan route add 127.0.0.1 via 192.168.77.1"
                + "; ip netns exec ${P}lan sh -c 'echo 1 > /proc/sys/net/ipv4/conf/eth0/route_localnet'");

        assertThat(lab.reaches("host", at("127.0.0.1", 8080), listener)).isTrue();
        assertThat(lab.isKeptFrom("lan", HOST, listener)).isTrue();
        assertThat(lab.isKeptFrom("lan", at("127.0.0.1", 8080), listener)).isTrue();
    }

    @Test
    void containersDoNotReachWhatListensOnLoopbackOfTheHost() throws Exception {
        Fd listener = lab.listener("host", at("127.0.0.1", 9000));
        lab.sh("ip -n ${P}c1 addr del 127.0.0.1/8 dev lo; ip -n ${P}c1 route add 127.0.0.1 via 172.30.1.1"
                + "; ip netns exec ${P}c1 sh -c 'echo 1 > /proc/sys/net/ipv4/conf/eth0/route_localnet'");

        assertThat(lab.reaches("host", at("127.0.0.1", 9000), listener)).isTrue();
        assertThat(lab.isKeptFrom("c1", at("127.0.0.1", 9000), listener)).isTrue();
    }

    @Test
    void containersAreNotReachedFromTheLanByTheirOwnAddress() {
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        Fd listener6 = lab.listener("c2", at("::", 80));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));

        assertThat(lab.isKeptFrom("lan", at("172.30.1.2", 80), listener)).isTrue();
        assertThat(lab.isKeptFrom("lan", at("fd00:1::3", 80), listener6)).isTrue();
        assertThat(lab.reaches("host", at("172.30.1.2", 80), listener)).isTrue();
        assertThat(lab.reaches("c2", at("172.30.1.2", 80), listener)).isTrue();
    }

    @Test
    void networksAreKeptApart() {
        Fd listener = lab.listener("d1", at("0.0.0.0", 80));
        Fd listener6 = lab.listener("c1", at("::", 80));

        assertThat(lab.isKeptFrom("c1", at("172.30.2.2", 80), listener)).isTrue();
        assertThat(lab.isKeptFrom("d1", at("fd00:1::2", 80), listener6)).isTrue();
    }

    @Test
    void whatLeavesANetworkGetsTheAddressOfTheHost() {
        Fd receiver = lab.datagrams("lan", at("192.168.77.2", 53));
        Fd receiver6 = lab.datagrams("lan", at("fd00:77::2", 53));

        assertThat(lab.sends(lab.datagrams("c1", at("0.0.0.0", 0)), at("192.168.77.2", 53), receiver))
                .map(InetSocketAddress::getAddress)
                .contains(address("192.168.77.1"));
        assertThat(lab.sends(lab.datagrams("c1", at("::", 0)), at("fd00:77::2", 53), receiver6))
                .map(InetSocketAddress::getAddress)
                .contains(address("fd00:77::1"));
    }

    @Test
    void withoutMasqueradeContainersGoOutWithTheirOwnAddress() {
        Fd receiver = lab.datagrams("lan", at("192.168.77.2", 53));
        firewall.network(network("brA", 1, false, false, true));

        assertThat(lab.sends(lab.datagrams("c1", at("0.0.0.0", 0)), at("192.168.77.2", 53), receiver))
                .map(InetSocketAddress::getAddress)
                .contains(address("172.30.1.2"));
    }

    @Test
    void aPublishedPortShowsWhoComesFromTheLan() {
        Fd receiver = lab.datagrams("c1", at("0.0.0.0", 53));
        firewall.publish(C1, List.of(udp("0.0.0.0", 5353, 53)));

        assertThat(lab.sends(lab.datagrams("lan", at("192.168.77.2", 999)), at("192.168.77.1", 5353), receiver))
                .contains(at("192.168.77.2", 999));
    }

    @Test
    void anInternalNetworkHasNoWayInOrOut() {
        Fd receiver = lab.datagrams("lan", at("192.168.77.2", 53));
        Fd published = lab.listener("c1", at("0.0.0.0", 80));
        firewall.network(network("brA", 1, true, true, true));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));

        assertThat(lab.sends(lab.datagrams("c1", at("0.0.0.0", 0)), at("192.168.77.2", 53), receiver))
                .isEmpty();
        assertThat(lab.isKeptFrom("lan", HOST, published)).isTrue();
        assertThat(lab.isKeptFrom("d1", HOST, published)).isTrue();
        assertThat(lab.reaches("c2", at("172.30.1.2", 80), published)).isTrue();
    }

    @Test
    void containersThatMayNotTalkReachOpenedPortsAlone() throws Exception {
        lab.sh("ip -n ${P}host link set brA type bridge nf_call_iptables 1 nf_call_ip6tables 1");
        Fd open = lab.listener("c2", at("0.0.0.0", 80));
        Fd open6 = lab.listener("c2", at("::", 81));
        Fd closed = lab.listener("c2", at("0.0.0.0", 90));
        Fd back = lab.listener("c1", at("0.0.0.0", 80));
        firewall.network(network("brA", 1, true, false, false));
        firewall.publish(C2, List.of(tcp("0.0.0.0", 8080, 90)));
        firewall.open(C1, List.of(new Passage(C2, Protocol.TCP, 80), new Passage(C2, Protocol.TCP, 81)));

        assertThat(lab.reaches("c1", at("172.30.1.3", 80), open)).isTrue();
        assertThat(lab.reaches("c1", at("fd00:1::3", 81), open6)).isTrue();
        assertThat(lab.isKeptFrom("c1", at("172.30.1.3", 90), closed)).isTrue();
        assertThat(lab.isKeptFrom("c2", at("172.30.1.2", 80), back)).isTrue();
        assertThat(lab.reaches("c1", HOST, closed)).as("by the host's port").isTrue();
        firewall.open(C1, Set.of());
        assertThat(lab.isKeptFrom("c1", at("172.30.1.3", 80), open)).isTrue();
    }

    @Test
    void aPortThatIsNoLongerPublishedIsClosed() {
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80), tcp("0.0.0.0", 8081, 80)));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8081, 80)));

        assertThat(lab.isKeptFrom("lan", HOST, listener)).isTrue();
        assertThat(lab.reaches("lan", at("192.168.77.1", 8081), listener)).isTrue();
        firewall.remove(C1);
        assertThat(lab.isKeptFrom("lan", at("192.168.77.1", 8081), listener)).isTrue();
    }

    @Test
    void whoKeepsSendingReachesTheNextContainer() {
        Fd first = lab.datagrams("c1", at("0.0.0.0", 53));
        Fd second = lab.datagrams("c2", at("0.0.0.0", 53));
        Fd client = lab.datagrams("lan", at("192.168.77.2", 999));
        InetSocketAddress host = at("192.168.77.1", 5353);
        Fd onHost = lab.datagrams("host", host);

        assertThat(lab.sends(client, host, onHost))
                .as("nobody published it yet")
                .isPresent();
        firewall.publish(C1, List.of(udp("0.0.0.0", 5353, 53)));
        assertThat(lab.sendsOn(client, host, first)).as("it is published").isTrue();
        firewall.remove(C1);
        assertThat(lab.sendsOn(client, host, onHost)).as("the container ended").isTrue();
        firewall.publish(C2, List.of(udp("0.0.0.0", 5353, 53)));
        assertThat(lab.sendsOn(client, host, second)).as("another one began").isTrue();
    }

    @Test
    void aForeignPolicyDoesNotDropWhatIsOurs() throws Exception {
        lab.onHost("iptables-nft -P FORWARD DROP");
        lab.onHost("ip6tables-nft -P FORWARD DROP");
        lab.onHost("iptables-nft -A FORWARD -s 192.168.77.2 -p tcp --dport 81 -j DROP");
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        Fd refused = lab.listener("c1", at("0.0.0.0", 81));
        Fd listener6 = lab.listener("c1", at("::", 82));
        Fd outside = lab.listener("lan", at("0.0.0.0", 80));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80), tcp("0.0.0.0", 8081, 81), tcp("::", 8080, 82)));

        firewall.repair();
        lab.firewall().repair();

        assertThat(lab.reaches("lan", HOST, listener)).isTrue();
        assertThat(lab.reaches("lan", at("fd00:77::1", 8080), listener6)).isTrue();
        assertThat(lab.reaches("c1", at("192.168.77.2", 80), outside)).isTrue();
        assertThat(lab.isKeptFrom("lan", at("192.168.77.1", 8081), refused)).isTrue();
        assertThat(lab.onHost("iptables-nft -S FORWARD"))
                .isEqualTo(
                        """
                        -P FORWARD DROP
                        -A FORWARD -s 192.168.77.2/32 -p tcp -m tcp --dport 81 -j DROP
                        -A FORWARD -m mark --mark 0x1000000/0x1000000 -m comment --comment wharf-test -j ACCEPT
                        """);
        firewall.clear();
        assertThat(lab.onHost("iptables-nft -S FORWARD")).doesNotContain("wharf");
        assertThat(lab.onHost("ip6tables-nft -S FORWARD")).doesNotContain("wharf");
    }

    @Test
    void theChainForUsersOfDockerIsPreferred() throws Exception {
        lab.onHost("iptables-nft -P FORWARD DROP");
        lab.onHost("iptables-nft -N DOCKER-USER");
        lab.onHost("iptables-nft -A DOCKER-USER -j RETURN");
        lab.onHost("iptables-nft -A FORWARD -j DOCKER-USER");
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));

        firewall.repair();

        assertThat(lab.reaches("lan", HOST, listener)).isTrue();
        assertThat(lab.onHost("iptables-nft -S DOCKER-USER"))
                .isEqualTo(
                        """
                        -N DOCKER-USER
                        -A DOCKER-USER -m mark --mark 0x1000000/0x1000000 -m comment --comment wharf-test -j ACCEPT
                        -A DOCKER-USER -j RETURN
                        """);
        assertThat(lab.onHost("iptables-nft -S FORWARD")).doesNotContain("wharf");
    }

    @Test
    void filtersThatEndWithARefusalGetARuleBeforeIt() throws Exception {
        lab.onHost(
                "nft 'add table inet firewalld; add chain inet firewalld through { type filter hook forward priority 10; };"
                        + " add rule inet firewalld through ct state established accept; add rule inet firewalld through reject'");
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));

        firewall.repair();

        assertThat(lab.reaches("lan", HOST, listener)).isTrue();
    }

    @Test
    void whatAnotherFirewallFlushedComesBack() throws Exception {
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));
        lab.onHost("nft flush ruleset");
        assertThat(lab.isKeptFrom("lan", HOST, listener)).isTrue();

        firewall.repair();

        assertThat(lab.reaches("lan", HOST, listener)).isTrue();
        lab.onHost("nft flush chain inet wharf-test ports");
        firewall.repair();
        assertThat(lab.reaches("lan", HOST, listener)).isTrue();
    }

    @Test
    void whatAnotherFirewallFlushedComesBackByItself() throws Exception {
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        Firewall watched = lab.watchedFirewall();
        watched.network(A);
        watched.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));

        lab.onHost("nft flush ruleset");
        lab.onHost("iptables-nft -P FORWARD DROP");

        assertThat(lab.comesToReach("lan", HOST, listener)).isTrue();
        watched.clear();
        lab.onHost("nft add table inet another");
        assertThat(lab.onHost("nft list ruleset")).doesNotContain("wharf");
    }

    @Test
    void aFlushedTableIsMadeAnewWithTheNextPort() throws Exception {
        Fd first = lab.listener("c1", at("0.0.0.0", 80));
        Fd second = lab.listener("d1", at("0.0.0.0", 80));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));
        lab.onHost("nft flush ruleset");

        firewall.publish(D1, List.of(tcp("0.0.0.0", 8081, 80)));

        assertThat(lab.reaches("lan", HOST, first)).isTrue();
        assertThat(lab.reaches("lan", at("192.168.77.1", 8081), second)).isTrue();
    }

    @Test
    void theNextDaemonTakesOverWhatItFinds() throws Exception {
        Fd first = lab.listener("c1", at("0.0.0.0", 80));
        Fd second = lab.listener("c2", at("0.0.0.0", 80));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));
        firewall.publish(C2, List.of(tcp("0.0.0.0", 8081, 80)));
        String before = lab.onHost("nft list ruleset");
        firewall.close();

        Firewall next = lab.firewall();
        next.network(A);
        next.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));
        assertThat(lab.onHost("nft list ruleset")).isEqualTo(before);
        next.retain(A, List.of(C1));

        assertThat(lab.reaches("lan", HOST, first)).isTrue();
        assertThat(lab.isKeptFrom("lan", at("192.168.77.1", 8081), second)).isTrue();
    }

    @Test
    void aTableOfAnotherReleaseIsReplacedWithItsPorts() throws Exception {
        Fd listener = lab.listener("c1", at("0.0.0.0", 80));
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));
        lab.onHost("sh -c 'nft list table inet wharf-test > $P.nft; sed -i s/Wharf/Older/ $P.nft;"
                + " nft delete table inet wharf-test; nft -f $P.nft; rm $P.nft'");

        lab.firewall().network(B);

        assertThat(lab.reaches("lan", HOST, listener)).isTrue();
        assertThat(lab.onHost("nft list ruleset")).contains("comment \"Wharf, rules");
    }

    @Test
    void twoDaemonsDoNotDisturbOneAnother() throws Exception {
        Fd first = lab.listener("c1", at("0.0.0.0", 80));
        Fd second = lab.listener("d1", at("0.0.0.0", 80));
        Firewall other = lab.firewall("other");
        firewall.removeNetwork(B);
        other.network(B);
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));
        other.publish(D1, List.of(tcp("0.0.0.0", 8081, 80)));

        assertThat(lab.reaches("lan", HOST, first)).isTrue();
        assertThat(lab.reaches("lan", at("192.168.77.1", 8081), second)).isTrue();
        assertThat(lab.isKeptFrom("c1", at("172.30.2.2", 80), second)).isTrue();
        other.clear();
        assertThat(lab.reaches("lan", HOST, first)).isTrue();
    }

    @Test
    void nothingIsLeftInTheEnd() throws Exception {
        firewall.publish(C1, List.of(tcp("0.0.0.0", 8080, 80)));
        firewall.removeNetwork(A);
        firewall.removeNetwork(B);
        assertThat(lab.onHost("nft list ruleset")).doesNotContain("elements");

        firewall.clear();

        assertThat(lab.onHost("nft list ruleset")).isEmpty();
    }
}
