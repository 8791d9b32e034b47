package dev.wharf.network.bridge.firewall;

import static dev.wharf.linux.network.filter.Field.*;
import static dev.wharf.linux.network.filter.Statement.*;

import dev.wharf.linux.network.filter.Chain;
import dev.wharf.linux.network.filter.Data;
import dev.wharf.linux.network.filter.Family;
import dev.wharf.linux.network.filter.Field;
import dev.wharf.linux.network.filter.Hook;
import dev.wharf.linux.network.filter.Rule;
import dev.wharf.linux.network.filter.Statement;
import dev.wharf.linux.network.filter.Transaction;
import java.util.List;
import java.util.stream.Stream;

/**
 * The chains and rules of a daemon's table, which are always the same. What networks and containers there are, stands in the
 * sets alone, so that a network or a published port costs an element and no rule.
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

    private static final Data IPV6_LOOPBACK = Data.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    private static final int ICMPV6 = 58;
    private static final int NEIGHBOUR_SOLICITATION = 135;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;

    private final TableSets sets;

    RuleSet(TableSets sets) {
        this.sets = sets;
    }

    /** What the comment of the table is when it has these rules; another one means that another release made it. */
    String version() {
        return "Wharf, rules " + Integer.toHexString(make().toString().hashCode());
    }

    /** Makes sets, chains and rules in a table that is there and empty. */
    Transaction make() {
        Transaction transaction = new Transaction();
        sets.all().forEach(transaction::add);
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
        return Chain.base(sets.table(), name, new Chain.Base(type, hook, priority, Chain.Policy.ACCEPT));
    }

    private Chain chain(String name) {
        return Chain.named(sets.table(), name);
    }

    private List<Rule> published() {
        Chain ports = chain("ports");
        return List.of(
                Rule.of(
                        ports,
                        family(Family.IP),
                        destinationFrom(sets.ports4, Field.PROTOCOL, IPV4_DESTINATION, DESTINATION_PORT)),
                Rule.of(
                        ports,
                        family(Family.IP),
                        isForThisHost(),
                        destinationFrom(sets.everywhere4, Field.PROTOCOL, DESTINATION_PORT)),
                Rule.of(
                        ports,
                        family(Family.IP6),
                        destinationFrom(sets.ports6, Field.PROTOCOL, IPV6_DESTINATION, DESTINATION_PORT)),
                Rule.of(
                        ports,
                        family(Family.IP6),
                        isForThisHost(),
                        destinationFrom(sets.everywhere6, Field.PROTOCOL, DESTINATION_PORT)));
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
                Rule.of(
                        raw,
                        in(sets.bridges, INPUT_INTERFACE),
                        family(Family.IP),
                        isLoopback(IPV4_DESTINATION),
                        drop()),
                Rule.of(prerouting, in(sets.internal, INPUT_INTERFACE), leave()),
                Rule.of(prerouting, family(Family.IP), isLoopback(IPV4_DESTINATION), leave()),
                Rule.of(prerouting, jump(chain("ports"))),
                Rule.of(output, family(Family.IP6), is(IPV6_DESTINATION, IPV6_LOOPBACK), leave()),
                Rule.of(output, jump(chain("ports"))));
    }

    private static Statement isLoopback(Field field) {
        return is(field, Data.number8(127));
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
                        in(sets.subnets4, OUTPUT_INTERFACE, IPV4_SOURCE),
                        masquerade()),
                Rule.of(
                        postrouting,
                        isLed,
                        family(Family.IP6),
                        in(sets.subnets6, OUTPUT_INTERFACE, IPV6_SOURCE),
                        masquerade()),
                Rule.of(postrouting, in(sets.same, INPUT_INTERFACE, OUTPUT_INTERFACE), accept()),
                Rule.of(
                        postrouting,
                        family(Family.IP),
                        isLoopback(IPV4_SOURCE),
                        in(sets.bridges, OUTPUT_INTERFACE),
                        masquerade()),
                Rule.of(
                        postrouting,
                        family(Family.IP),
                        in(sets.masqueraded4, INPUT_INTERFACE, IPV4_SOURCE),
                        masquerade()),
                Rule.of(
                        postrouting,
                        family(Family.IP6),
                        in(sets.masqueraded6, INPUT_INTERFACE, IPV6_SOURCE),
                        masquerade()));
    }

    /** Into a network comes what was asked for from there or is for a published port. */
    private List<Rule> between() {
        Chain forward = base("forward", Chain.Type.FILTER, Hook.FORWARD, FORWARD);
        Chain inbound = chain("inbound");
        return List.of(
                Rule.of(inbound, in(sets.internal, OUTPUT_INTERFACE), drop()),
                Rule.of(inbound, hasAny(CONNECTION_STATE, ESTABLISHED | RELATED), mark(MARK), accept()),
                Rule.of(inbound, hasAny(CONNECTION_STATUS, DESTINATION_CHANGED), mark(MARK), accept()),
                Rule.of(inbound, drop()),
                Rule.of(forward, in(sets.same, INPUT_INTERFACE, OUTPUT_INTERFACE), go(chain("inside"))),
                Rule.of(forward, in(sets.internal, INPUT_INTERFACE), drop()),
                Rule.of(forward, in(sets.bridges, OUTPUT_INTERFACE), go(inbound)),
                Rule.of(forward, in(sets.foreign, OUTPUT_INTERFACE), accept()),
                Rule.of(forward, in(sets.bridges, INPUT_INTERFACE), mark(MARK)));
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
                        in(sets.passages4, IPV4_SOURCE, IPV4_DESTINATION, Field.PROTOCOL, DESTINATION_PORT),
                        mark(MARK),
                        accept()),
                Rule.of(
                        closed,
                        family(Family.IP6),
                        in(sets.passages6, IPV6_SOURCE, IPV6_DESTINATION, Field.PROTOCOL, DESTINATION_PORT),
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
                Rule.of(inside, in(sets.quiet, INPUT_INTERFACE), go(closed)),
                Rule.of(inside, mark(MARK)),
                Rule.of(unmark, in(sets.bridges, OUTPUT_INTERFACE), hasAny(Field.MARK, MARK), unmark(MARK)),
                Rule.of(unmark, in(sets.bridges, INPUT_INTERFACE), hasAny(Field.MARK, MARK), unmark(MARK)));
    }
}
