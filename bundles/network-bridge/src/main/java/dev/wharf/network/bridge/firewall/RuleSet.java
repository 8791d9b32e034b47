package dev.wharf.network.bridge.firewall;

import static dev.wharf.linux.network.filter.Field.*;
import static dev.wharf.linux.network.filter.Statement.*;
import static dev.wharf.linux.network.filter.ValueType.*;

import dev.wharf.linux.network.filter.Chain;
import dev.wharf.linux.network.filter.Data;
import dev.wharf.linux.network.filter.Family;
import dev.wharf.linux.network.filter.Field;
import dev.wharf.linux.network.filter.Hook;
import dev.wharf.linux.network.filter.NamedSet;
import dev.wharf.linux.network.filter.Rule;
import dev.wharf.linux.network.filter.Statement;
import dev.wharf.linux.network.filter.Table;
import dev.wharf.linux.network.filter.Transaction;
import dev.wharf.linux.network.filter.ValueType;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of a daemon: its sets, chains and rules, which are always the same. What networks and containers there are,
 * stands in the sets alone, so that a network or a published port costs an element and no rule.
 */
final class RuleSet {
    /**
     * The bit of the mark of packets that this table lets pass on their way through the host: chains of others recognize them
     * by it. It is set in forward and cleared in postrouting. Free of the bits of Kubernetes (0xc000), of portmap and
     * netavark (0x2000) and of Tailscale (0xff0000).
     */
    static final int MARK = 0x0100_0000;

    private static final int RAW = -300;
    private static final int DESTINATION_NAT = -100;
    private static final int SOURCE_NAT = 100;
    /** Behind what others do to marks (-150), before filters of others (0). */
    private static final int FORWARD = -10;

    private static final int ICMPV6 = 58;
    private static final int NEIGHBOUR_SOLICITATION = 135;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;

    private final Table table;

    /** The interfaces of all networks. */
    final NamedSet bridges;

    /** Each interface twice: what comes in and goes out by the same one. */
    final NamedSet same;

    /** Interfaces of internal networks. */
    final NamedSet internal;

    /** Interfaces of networks whose containers may not talk. */
    final NamedSet quiet;

    /** Interfaces that others decide on who may reach what is behind them. */
    final NamedSet foreign;

    private final NamedSet subnets4;
    private final NamedSet subnets6;
    private final NamedSet masqueraded4;
    private final NamedSet masqueraded6;
    private final NamedSet ports4;
    private final NamedSet ports6;
    private final NamedSet everywhere4;
    private final NamedSet everywhere6;
    private final NamedSet passages4;
    private final NamedSet passages6;

    RuleSet(String tag) {
        table = new Table(Family.INET, "wharf-" + tag);
        bridges = NamedSet.set(table, "bridges", INTERFACE_NAME);
        same = NamedSet.set(table, "same", INTERFACE_NAME, INTERFACE_NAME);
        internal = NamedSet.set(table, "internal", INTERFACE_NAME);
        quiet = NamedSet.set(table, "quiet", INTERFACE_NAME);
        foreign = NamedSet.set(table, "foreign", INTERFACE_NAME);
        subnets4 = NamedSet.intervals(table, "subnets4", INTERFACE_NAME, IPV4_ADDRESS);
        subnets6 = NamedSet.intervals(table, "subnets6", INTERFACE_NAME, IPV6_ADDRESS);
        masqueraded4 = NamedSet.intervals(table, "masqueraded4", INTERFACE_NAME, IPV4_ADDRESS);
        masqueraded6 = NamedSet.intervals(table, "masqueraded6", INTERFACE_NAME, IPV6_ADDRESS);
        ports4 = map("ports4", IPV4_ADDRESS, ValueType.PROTOCOL, IPV4_ADDRESS, PORT);
        ports6 = map("ports6", IPV6_ADDRESS, ValueType.PROTOCOL, IPV6_ADDRESS, PORT);
        everywhere4 = map("everywhere4", IPV4_ADDRESS, ValueType.PROTOCOL, PORT);
        everywhere6 = map("everywhere6", IPV6_ADDRESS, ValueType.PROTOCOL, PORT);
        passages4 = NamedSet.set(table, "passages4", IPV4_ADDRESS, IPV4_ADDRESS, ValueType.PROTOCOL, PORT);
        passages6 = NamedSet.set(table, "passages6", IPV6_ADDRESS, IPV6_ADDRESS, ValueType.PROTOCOL, PORT);
    }

    private NamedSet map(String name, ValueType target, ValueType... key) {
        return new NamedSet(table, name, List.of(key), List.of(target, PORT), false);
    }

    Table table() {
        return table;
    }

    /** What the comment of the table is when it has these rules; another one means that another release made it. */
    String version() {
        return "Wharf, rules " + Integer.toHexString(make().toString().hashCode());
    }

    List<NamedSet> sets() {
        return Stream.of(List.of(foreign), ofNetworks(), ofContainers())
                .flatMap(List::stream)
                .toList();
    }

    /** Sets of interfaces, in which a network has its entries. */
    List<NamedSet> ofNetworks() {
        return List.of(bridges, same, internal, quiet, subnets4, subnets6, masqueraded4, masqueraded6);
    }

    /** Sets in which a container has its entries. */
    List<NamedSet> ofContainers() {
        return Stream.concat(ports().stream(), passages().stream()).toList();
    }

    /** Maps from ports of the host to containers. */
    List<NamedSet> ports() {
        return List.of(ports4, ports6, everywhere4, everywhere6);
    }

    /** Sets of what containers may reach. */
    List<NamedSet> passages() {
        return List.of(passages4, passages6);
    }

    /** Interfaces with the addresses of their networks. */
    NamedSet subnets(boolean isIpv6) {
        return isIpv6 ? subnets6 : subnets4;
    }

    /** Interfaces with the addresses that mean nothing elsewhere. */
    NamedSet masqueraded(boolean isIpv6) {
        return isIpv6 ? masqueraded6 : masqueraded4;
    }

    /** The map of published ports for an address of the host. */
    NamedSet ports(InetAddress host) {
        boolean isIpv6 = host instanceof Inet6Address;
        if (host.isAnyLocalAddress()) {
            return isIpv6 ? everywhere6 : everywhere4;
        }
        return isIpv6 ? ports6 : ports4;
    }

    NamedSet passages(InetAddress target) {
        return target instanceof Inet6Address ? passages6 : passages4;
    }

    /** Makes sets, chains and rules in a table that is there and empty. */
    Transaction make() {
        Transaction transaction = new Transaction();
        sets().forEach(transaction::add);
        List<Rule> rules = rules();
        rules.stream().map(Rule::chain).distinct().forEach(transaction::add);
        rules.forEach(transaction::add);
        return transaction;
    }

    List<Rule> rules() {
        return Stream.of(published(), arriving(), leaving(), between(), passing())
                .flatMap(List::stream)
                .toList();
    }

    private Chain base(String name, Chain.Type type, Hook hook, int priority) {
        return Chain.base(table, name, new Chain.Base(type, hook, priority, Chain.Policy.ACCEPT));
    }

    private Chain chain(String name) {
        return Chain.named(table, name);
    }

    private List<Rule> published() {
        Chain ports = chain("ports");
        return List.of(
                Rule.of(
                        ports,
                        family(Family.IP),
                        destinationFrom(ports4, Field.PROTOCOL, IPV4_DESTINATION, DESTINATION_PORT)),
                Rule.of(
                        ports,
                        family(Family.IP),
                        isForThisHost(),
                        destinationFrom(everywhere4, Field.PROTOCOL, DESTINATION_PORT)),
                Rule.of(
                        ports,
                        family(Family.IP6),
                        destinationFrom(ports6, Field.PROTOCOL, IPV6_DESTINATION, DESTINATION_PORT)),
                Rule.of(
                        ports,
                        family(Family.IP6),
                        isForThisHost(),
                        destinationFrom(everywhere6, Field.PROTOCOL, DESTINATION_PORT)));
    }

    /**
     * Loopback addresses are this host's alone: the kernel looks only behind these chains whether a packet from elsewhere
     * names one, and not at all where route_localnet is on. ::1 does not work this way; it is relayed.
     */
    private List<Rule> arriving() {
        Chain raw = base("raw", Chain.Type.FILTER, Hook.PREROUTING, RAW);
        Chain prerouting = base("prerouting", Chain.Type.NAT, Hook.PREROUTING, DESTINATION_NAT);
        Chain output = base("output", Chain.Type.NAT, Hook.OUTPUT, DESTINATION_NAT);
        return List.of(
                Rule.of(raw, in(bridges, INPUT_INTERFACE), family(Family.IP), isLoopback(IPV4_DESTINATION), drop()),
                Rule.of(prerouting, in(internal, INPUT_INTERFACE), leave()),
                Rule.of(prerouting, family(Family.IP), isLoopback(IPV4_DESTINATION), leave()),
                Rule.of(prerouting, jump(chain("ports"))),
                Rule.of(output, family(Family.IP6), is(IPV6_DESTINATION, Data.address(ipv6Loopback())), leave()),
                Rule.of(output, jump(chain("ports"))));
    }

    private static Statement isLoopback(Field field) {
        return is(field, Data.number8(127));
    }

    private static InetAddress ipv6Loopback() {
        try {
            return InetAddress.getByName("::1");
        } catch (UnknownHostException e) {
            throw new IllegalStateException("::1 is an address", e);
        }
    }

    /**
     * A container that reaches a neighbour, or itself, by a port of the host, has to be answered by way of the host. Where
     * bridges call the filters of IP, such a packet comes here from the bridge, without an input interface.
     */
    private List<Rule> leaving() {
        Chain postrouting = base("postrouting", Chain.Type.NAT, Hook.POSTROUTING, SOURCE_NAT);
        Statement isLed = hasAny(CONNECTION_STATUS, DESTINATION_CHANGED);
        return List.of(
                Rule.of(
                        postrouting,
                        isLed,
                        family(Family.IP),
                        in(subnets4, OUTPUT_INTERFACE, IPV4_SOURCE),
                        masquerade()),
                Rule.of(
                        postrouting,
                        isLed,
                        family(Family.IP6),
                        in(subnets6, OUTPUT_INTERFACE, IPV6_SOURCE),
                        masquerade()),
                Rule.of(postrouting, in(same, INPUT_INTERFACE, OUTPUT_INTERFACE), accept()),
                Rule.of(
                        postrouting,
                        family(Family.IP),
                        isLoopback(IPV4_SOURCE),
                        in(bridges, OUTPUT_INTERFACE),
                        masquerade()),
                Rule.of(postrouting, family(Family.IP), in(masqueraded4, INPUT_INTERFACE, IPV4_SOURCE), masquerade()),
                Rule.of(postrouting, family(Family.IP6), in(masqueraded6, INPUT_INTERFACE, IPV6_SOURCE), masquerade()));
    }

    /** Into a network comes what was asked for from there or is for a published port. */
    private List<Rule> between() {
        Chain forward = base("forward", Chain.Type.FILTER, Hook.FORWARD, FORWARD);
        Chain inbound = chain("inbound");
        return List.of(
                Rule.of(inbound, in(internal, OUTPUT_INTERFACE), drop()),
                Rule.of(inbound, hasAny(CONNECTION_STATE, ESTABLISHED | RELATED), mark(MARK), accept()),
                Rule.of(inbound, hasAny(CONNECTION_STATUS, DESTINATION_CHANGED), mark(MARK), accept()),
                Rule.of(inbound, drop()),
                Rule.of(forward, in(same, INPUT_INTERFACE, OUTPUT_INTERFACE), go(chain("inside"))),
                Rule.of(forward, in(internal, INPUT_INTERFACE), drop()),
                Rule.of(forward, in(bridges, OUTPUT_INTERFACE), go(inbound)),
                Rule.of(forward, in(foreign, OUTPUT_INTERFACE), accept()),
                Rule.of(forward, in(bridges, INPUT_INTERFACE), mark(MARK)));
    }

    /**
     * What stays in a network passes here when it was led through the host, or when the bridge calls the filters of IP
     * (IFLA_BR_NF_CALL_IPTABLES).
     */
    private List<Rule> passing() {
        Chain closed = chain("closed");
        Chain inside = chain("inside");
        Chain unmark = base("unmark", Chain.Type.FILTER, Hook.POSTROUTING, FORWARD);
        return List.of(
                Rule.of(closed, hasAny(CONNECTION_STATE, ESTABLISHED | RELATED), mark(MARK), accept()),
                Rule.of(closed, hasAny(CONNECTION_STATUS, DESTINATION_CHANGED), mark(MARK), accept()),
                Rule.of(
                        closed,
                        family(Family.IP),
                        in(passages4, IPV4_SOURCE, IPV4_DESTINATION, Field.PROTOCOL, DESTINATION_PORT),
                        mark(MARK),
                        accept()),
                Rule.of(
                        closed,
                        family(Family.IP6),
                        in(passages6, IPV6_SOURCE, IPV6_DESTINATION, Field.PROTOCOL, DESTINATION_PORT),
                        mark(MARK),
                        accept()),
                Rule.of(
                        closed,
                        protocol(ICMPV6),
                        is(ICMP_TYPE, Data.number8(NEIGHBOUR_SOLICITATION)),
                        mark(MARK),
                        accept()),
                Rule.of(
                        closed,
                        protocol(ICMPV6),
                        is(ICMP_TYPE, Data.number8(NEIGHBOUR_ADVERTISEMENT)),
                        mark(MARK),
                        accept()),
                Rule.of(closed, drop()),
                Rule.of(inside, in(quiet, INPUT_INTERFACE), go(closed)),
                Rule.of(inside, mark(MARK)),
                Rule.of(unmark, in(bridges, OUTPUT_INTERFACE), hasAny(Field.MARK, MARK), unmark(MARK)),
                Rule.of(unmark, in(bridges, INPUT_INTERFACE), hasAny(Field.MARK, MARK), unmark(MARK)));
    }
}
