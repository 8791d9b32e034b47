package dev.wharf.network.bridge.firewall;

import dev.wharf.linux.network.filter.Data;
import dev.wharf.linux.network.filter.Element;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.PublishedPort;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which entries networks, ports and passages need. */
final class Entries {
    private final TableSets sets;

    Entries(TableSets sets) {
        this.sets = sets;
    }

    /** Those of a network. */
    List<Entry> of(BridgeRules network) {
        Data name = Data.interfaceName(network.bridge());
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(sets.bridges, Element.of(name)));
        entries.add(new Entry(sets.same, Element.of(Data.join(name, name))));
        if (network.isInternal()) {
            entries.add(new Entry(sets.internal, Element.of(name)));
        }
        if (!network.mayTalk()) {
            entries.add(new Entry(sets.quiet, Element.of(name)));
        }
        for (IpPrefix subnet : network.subnets()) {
            Element addresses = addresses(name, subnet);
            entries.add(new Entry(sets.subnets(subnet.isIpv6()), addresses));
            if (network.isMasqueraded() && Subnets.isPrivate(subnet)) {
                entries.add(new Entry(sets.masqueraded(subnet.isIpv6()), addresses));
            }
        }
        return entries;
    }

    private static Element addresses(Data name, IpPrefix subnet) {
        return Element.between(
                Data.join(name, Data.address(Subnets.first(subnet))),
                Data.join(name, Data.address(Subnets.last(subnet))));
    }

    /** Those of published ports. */
    List<Entry> of(Addresses container, Collection<PublishedPort> ports) {
        return ports.stream()
                .flatMap(port -> of(container, port).stream())
                .distinct()
                .toList();
    }

    private Optional<Entry> of(Addresses container, PublishedPort port) {
        return address(container, port).map(address -> {
            Data protocol = Data.number8(number(port.protocol()));
            Data from = Data.port(port.hostPort());
            Data key = port.hostAddress().isAnyLocalAddress()
                    ? Data.join(protocol, from)
                    : Data.join(protocol, Data.address(port.hostAddress()), from);
            Data target = Data.join(Data.address(address), Data.port(port.containerPort()));
            return new Entry(sets.ports(port.hostAddress()), Element.of(key, target));
        });
    }

    private static Optional<InetAddress> address(Addresses container, PublishedPort port) {
        if (port.hostAddress() instanceof Inet6Address) {
            return port.hostAddress().isLoopbackAddress() ? Optional.empty() : container.ipv6();
        }
        return container.ipv4();
    }

    /** Those of passages: the way there by its port; the way back is that of an established connection. */
    List<Entry> passages(Addresses source, Collection<Passage> passages) {
        List<Entry> entries = new ArrayList<>();
        for (Passage passage : passages) {
            add(entries, source.ipv4(), passage.target().ipv4(), passage);
            add(entries, source.ipv6(), passage.target().ipv6(), passage);
        }
        return entries.stream().distinct().toList();
    }

    private void add(List<Entry> entries, Optional<InetAddress> from, Optional<InetAddress> to, Passage passage) {
        if (from.isPresent() && to.isPresent()) {
            Data key = Data.join(
                    Data.address(from.get()),
                    Data.address(to.get()),
                    Data.number8(number(passage.protocol())),
                    Data.port(passage.port()));
            entries.add(new Entry(sets.passages(to.get()), Element.of(key)));
        }
    }

    /** The number of the protocol in the header of IP. */
    static int number(PublishedPort.Protocol protocol) {
        return switch (protocol) {
            case TCP -> 6;
            case UDP -> 17;
            case SCTP -> 132;
        };
    }
}
