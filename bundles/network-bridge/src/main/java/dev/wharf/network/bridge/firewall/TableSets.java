package dev.wharf.network.bridge.firewall;

import static dev.wharf.linux.network.filter.ValueType.*;

import dev.wharf.linux.network.filter.Family;
import dev.wharf.linux.network.filter.NamedSet;
import dev.wharf.linux.network.filter.Table;
import dev.wharf.linux.network.filter.ValueType;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** The sets of a daemon's table: what networks, ports and passages there are. */
final class TableSets {
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

    final NamedSet subnets4;
    final NamedSet subnets6;
    final NamedSet masqueraded4;
    final NamedSet masqueraded6;
    final NamedSet ports4;
    final NamedSet ports6;
    final NamedSet everywhere4;
    final NamedSet everywhere6;
    final NamedSet passages4;
    final NamedSet passages6;

    TableSets(String tag) {
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
        ports4 = map("ports4", IPV4_ADDRESS, PROTOCOL, IPV4_ADDRESS, PORT);
        ports6 = map("ports6", IPV6_ADDRESS, PROTOCOL, IPV6_ADDRESS, PORT);
        everywhere4 = map("everywhere4", IPV4_ADDRESS, PROTOCOL, PORT);
        everywhere6 = map("everywhere6", IPV6_ADDRESS, PROTOCOL, PORT);
        passages4 = NamedSet.set(table, "passages4", IPV4_ADDRESS, IPV4_ADDRESS, PROTOCOL, PORT);
        passages6 = NamedSet.set(table, "passages6", IPV6_ADDRESS, IPV6_ADDRESS, PROTOCOL, PORT);
    }

    private NamedSet map(String name, ValueType target, ValueType... key) {
        return new NamedSet(table, name, List.of(key), List.of(target, PORT), false);
    }

    /** That they are in. */
    Table table() {
        return table;
    }

    /** All of them. */
    List<NamedSet> all() {
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
}
