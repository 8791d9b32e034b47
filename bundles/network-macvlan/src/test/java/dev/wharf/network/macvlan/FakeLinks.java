package dev.wharf.network.macvlan;

import dev.wharf.linux.Errno;
import dev.wharf.linux.LinuxException;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.MacAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Interfaces in memory. A namespace is there as long as its file is. */
final class FakeLinks implements Links {
    private final Map<Integer, HostLink> links = new TreeMap<>();
    private final Map<Path, Map<String, Member>> containers = new HashMap<>();
    private int lastIndex = 1;
    private int failure;

    /** Lets every further call that makes something fail. */
    void fail(int errno) {
        failure = errno;
    }

    /** Adds an interface of somebody else. */
    HostLink add(String name, String alias) {
        if (failure != 0) {
            throw new LinuxException(failure, "make " + name);
        }
        var link = new HostLink(++lastIndex, name, alias);
        links.put(link.index(), link);
        return link;
    }

    Optional<Member> member(Path namespace, String name) {
        return Optional.ofNullable(containers.getOrDefault(namespace, Map.of()).get(name));
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
    public void tryMacvlan() {
        if (failure != 0) {
            throw new LinuxException(failure, "make wharf-trial");
        }
    }

    @Override
    public void addVlan(String name, int parent, int id, String alias) {
        add(name, alias);
    }

    @Override
    public void addIsolated(String name, String alias) {
        add(name, alias);
    }

    @Override
    public void mark(String name, String alias) {
        links.replaceAll((index, link) -> link.name().equals(name) ? new HostLink(index, name, alias) : link);
    }

    @Override
    public void delete(int link) {
        links.remove(link);
    }

    @Override
    public MacAddress plug(Member member, int parent, Path namespace) {
        if (!Files.exists(namespace)) {
            throw new LinuxException(Errno.ENOENT, "open " + namespace);
        }
        if (failure != 0) {
            throw new LinuxException(failure, "make macvlan " + member.name());
        }
        containers.computeIfAbsent(namespace, path -> new HashMap<>()).put(member.name(), member);
        return member.mac();
    }

    @Override
    public void unplug(EndpointId endpoint, Path namespace) {
        containers
                .getOrDefault(namespace, new HashMap<>())
                .values()
                .removeIf(member -> Names.isMarkOf(member.mark(), endpoint));
    }

    @Override
    public List<Placed> members() {
        return containers.entrySet().stream()
                .flatMap(container -> container.getValue().values().stream()
                        .map(member -> new Placed(member.mark(), container.getKey())))
                .toList();
    }

    @Override
    public void close() {
        // nothing is held
    }
}
