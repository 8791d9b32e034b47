package dev.wharf.network.bridge.firewall;

import dev.wharf.linux.network.filter.Data;
import dev.wharf.linux.network.filter.Element;
import dev.wharf.linux.network.filter.NamedSet;
import dev.wharf.linux.network.filter.ValueType;
import java.net.InetAddress;
import java.util.stream.Stream;

/** An element with the set that it is in. */
record Entry(NamedSet set, Element element) {

    /** What tells an entry from others: a set has each key once. */
    record Place(NamedSet set, Data key) {}

    Place place() {
        return new Place(set, element.key());
    }

    /** The container or the interface that it is there for: what a map leads to, or what a key begins with. */
    Data owner() {
        ValueType first = set.isMap() ? set.value().get(0) : set.key().get(0);
        return (set.isMap() ? element.value() : element.key()).slice(0, first.bytes());
    }

    /** Whether it lets somebody reach a container; for sets of passages alone. */
    boolean leadsTo(InetAddress container) {
        return target().equals(Data.address(container));
    }

    /** The addresses of the containers that it is about; for ports and passages alone. */
    Stream<Data> containers() {
        return set.isMap() ? Stream.of(owner()) : Stream.of(owner(), target());
    }

    private Data target() {
        int length = set.key().get(0).bytes();
        return element.key().slice(length, length);
    }
}
