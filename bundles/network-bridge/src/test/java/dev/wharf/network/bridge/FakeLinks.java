package dev.wharf.network.bridge;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.MacAddress;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Interfaces in memory. A namespace is there as long as its file is; when that goes, its interfaces stay for a while. */
final class FakeLinks implements Links {
    /**
     * What a container has.
     *
     * @param link its end of a pair
     * @param addresses of it
     * @param gateways of it
     */
    record Inside(HostLink link, List<IpPrefix> addresses, List<InetAddress> gateways) {}

    private final Map<Integer, HostLink> links = new TreeMap<>();
    private final List<LinkAddress> addresses = new ArrayList<>();
    private final Map<Path, Map<String, Inside>> containers = new HashMap<>();
    private final Map<InetAddress, MacAddress> neighbours = new HashMap<>();
    private final List<Integer> filtered = new ArrayList<>();
    private int lastIndex = 1;
    private int failure;
    private boolean closed;

    /** Lets every further pair fail. */
    void failToPlug(int errno) {
        failure = errno;
    }

    boolean isClosed() {
        return closed;
    }

    Map<InetAddress, MacAddress> neighbours() {
        return neighbours;
    }

    boolean isFiltered(String bridge) {
        return filtered.contains(get(bridge).index());
    }

    /** What a container has under a name. */
    Optional<Inside> container(Path namespace, String name) {
        return Optional.ofNullable(containers.getOrDefault(namespace, Map.of()).get(name));
    }

    /** Adds an interface of somebody else. */
    HostLink add(String name, String kind, String alias) {
        if (find(name).isPresent()) {
            throw new LinuxException(Errno.EEXIST, "make " + name);
        }
        var link = new HostLink(++lastIndex, name, kind, alias, 0, 0, "", 1500, false);
        links.put(link.index(), link);
        return link;
    }

    HostLink get(String name) {
        return find(name).orElseThrow();
    }

    List<IpPrefix> addressesOf(String name) {
        int index = get(name).index();
        return addresses.stream()
                .filter(each -> each.link() == index)
                .map(LinkAddress::address)
                .toList();
    }

    private void change(int index, UnaryOperator<HostLink> change) {
        if (links.computeIfPresent(index, (number, link) -> change.apply(link)) == null) {
            throw new LinuxException(Errno.ENODEV, "change link " + index);
        }
    }

    private static HostLink copy(HostLink link, int master, String alias, int mtu, boolean isUp) {
        return new HostLink(link.index(), link.name(), link.kind(), alias, master, link.peer(), link.mac(), mtu, isUp);
    }

    @Override
    public Optional<HostLink> find(String name) {
        return links.values().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    @Override
    public List<HostLink> list() {
        return List.copyOf(links.values());
    }

    @Override
    public void tryBridge() {
        // bridges can be made
    }

    @Override
    public HostLink addBridge(String name, String alias, MacAddress mac) {
        HostLink link = add(name, HostLink.BRIDGE, alias);
        links.put(
                link.index(), new HostLink(link.index(), name, HostLink.BRIDGE, alias, 0, 0, mac.value(), 1500, false));
        return get(name);
    }

    @Override
    public void mark(int link, String alias) {
        change(link, old -> copy(old, old.master(), alias, old.mtu(), old.isUp()));
    }

    @Override
    public void resize(int link, int mtu) {
        change(link, old -> copy(old, old.master(), old.alias(), mtu, old.isUp()));
    }

    @Override
    public void filterInside(int bridge, boolean isFiltered) {
        filtered.remove((Integer) bridge);
        if (isFiltered) {
            filtered.add(bridge);
        }
    }

    @Override
    public void up(int link) {
        change(link, old -> copy(old, old.master(), old.alias(), old.mtu(), true));
    }

    @Override
    public void enslave(int link, int bridge, boolean isHairpin) {
        requireBridge(bridge);
        change(link, old -> copy(old, bridge, old.alias(), old.mtu(), true));
    }

    private void requireBridge(int bridge) {
        if (!links.containsKey(bridge)) {
            throw new LinuxException(Errno.EINVAL, "join bridge " + bridge);
        }
    }

    @Override
    public void delete(int link) {
        HostLink old = links.remove(link);
        addresses.removeIf(each -> each.link() == link);
        links.replaceAll((index, other) ->
                other.master() == link ? copy(other, 0, other.alias(), other.mtu(), other.isUp()) : other);
        if (old != null) {
            containers.values().forEach(inside -> inside.values()
                    .removeIf(each -> each.link().peer() == old.index()));
        }
    }

    @Override
    public List<LinkAddress> addresses() {
        return List.copyOf(addresses);
    }

    @Override
    public void addAddress(int link, IpPrefix address) {
        var added = new LinkAddress(link, address);
        if (!address.address().isLinkLocalAddress() && !addresses.contains(added)) {
            addresses.add(added);
        }
    }

    /** As the kernel, removes the others of the subnet with its first one. */
    @Override
    public void removeAddress(int link, IpPrefix address) {
        addresses.removeIf(each ->
                each.link() == link && Prefixes.contains(address, each.address().address()));
    }

    @Override
    public void neighbour(int bridge, InetAddress address, Optional<MacAddress> mac) {
        mac.ifPresentOrElse(known -> neighbours.put(address, known), () -> neighbours.remove(address));
    }

    @Override
    public void plug(Pair pair, Path namespace) {
        requireBridge(pair.bridge());
        requireFree(pair, namespace);
        if (failure != 0) {
            throw new LinuxException(failure, "make " + pair.name());
        }
        HostLink end = add(pair.name(), HostLink.VETH, pair.alias());
        int peer = ++lastIndex;
        links.put(
                end.index(),
                new HostLink(
                        end.index(),
                        pair.name(),
                        HostLink.VETH,
                        pair.alias(),
                        pair.bridge(),
                        peer,
                        "",
                        pair.mtu().orElse(1500),
                        true));
        var link = new HostLink(
                peer,
                pair.inside(),
                HostLink.VETH,
                "",
                0,
                end.index(),
                pair.mac().value(),
                pair.mtu().orElse(1500),
                true);
        containers
                .computeIfAbsent(namespace, path -> new HashMap<>())
                .put(pair.inside(), new Inside(link, pair.addresses(), pair.gateways()));
    }

    private void requireFree(Pair pair, Path namespace) {
        if (!Files.exists(namespace)) {
            throw new LinuxException(Errno.ENOENT, "open " + namespace);
        }
        if (find(pair.name()).isPresent() || container(namespace, pair.inside()).isPresent()) {
            throw new LinuxException(Errno.EEXIST, "make " + pair.name());
        }
    }

    @Override
    public Optional<HostLink> inside(Path namespace, String name) {
        return Files.exists(namespace) ? container(namespace, name).map(Inside::link) : Optional.empty();
    }

    @Override
    public void repair(Pair pair, Path namespace) {
        HostLink link = inside(namespace, pair.inside()).orElseThrow();
        containers
                .getOrDefault(namespace, new HashMap<>())
                .put(pair.inside(), new Inside(link, pair.addresses(), pair.gateways()));
    }

    @Override
    public void close() {
        closed = true;
    }
}
