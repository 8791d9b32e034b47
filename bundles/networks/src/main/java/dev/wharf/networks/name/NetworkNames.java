package dev.wharf.networks.name;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Who is called what in one network. Several may have the same name. Asked without waiting. Thread-safe. */
public final class NetworkNames {
    private static final int SHORT_ID = 12;

    private final String network;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Holder> holders = new HashMap<>(); // by id of the container; guarded by lock
    private final Map<String, List<Holder>> byName = new ConcurrentHashMap<>(); // written with the lock held
    private final Map<InetAddress, Holder> byAddress = new ConcurrentHashMap<>(); // written with the lock held

    /** Of a network of that name, in which nobody has a name yet. */
    public NetworkNames(String network) {
        this.network = network.toLowerCase(Locale.ROOT);
    }

    /**
     * A container of a network.
     *
     * @param id full id
     * @param name of it
     * @param aliases further names
     * @param addresses not empty
     */
    public record Holder(String id, String name, List<String> aliases, List<InetAddress> addresses) {
        /** Copies. */
        public Holder {
            aliases = List.copyOf(aliases);
            addresses = List.copyOf(addresses);
        }

        private Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            names.add(lower(name));
            names.add(id.substring(0, Math.min(SHORT_ID, id.length())));
            aliases.forEach(alias -> names.add(lower(alias)));
            return names;
        }
    }

    /** The name of the network, in lower case. */
    public String network() {
        return network;
    }

    /** A container has these names from now on, and no others. */
    public void put(Holder holder) {
        lock.lock();
        try {
            forget(holder.id());
            holders.put(holder.id(), holder);
            holder.names().forEach(name -> byName.merge(name, List.of(holder), NetworkNames::joined));
            holder.addresses().forEach(address -> byAddress.put(address, holder));
        } finally {
            lock.unlock();
        }
    }

    /** A container has no name any more. */
    public void remove(String id) {
        lock.lock();
        try {
            forget(id);
        } finally {
            lock.unlock();
        }
    }

    /** A container has a new name, if it had one. */
    public void rename(String id, String name) {
        lock.lock();
        try {
            Holder old = holders.get(id);
            if (old != null) {
                put(new Holder(id, name, old.aliases(), old.addresses()));
            }
        } finally {
            lock.unlock();
        }
    }

    private void forget(String id) {
        Holder old = holders.remove(id);
        if (old != null) {
            old.names().forEach(name -> byName.computeIfPresent(name, (key, all) -> without(all, old)));
            old.addresses().forEach(address -> byAddress.remove(address, old));
        }
    }

    /** The addresses of a name, those of the containers that have it one after the other; empty for nobody's. */
    public List<InetAddress> addresses(String name) {
        return byName.getOrDefault(name, List.of()).stream()
                .flatMap(holder -> holder.addresses().stream())
                .toList();
    }

    /** The name of an address, with that of the network. */
    public Optional<String> name(InetAddress address) {
        return Optional.ofNullable(byAddress.get(address)).map(holder -> lower(holder.name()) + '.' + network);
    }

    private static List<Holder> joined(List<Holder> some, List<Holder> more) {
        List<Holder> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** Null, which is what a map wants, when nobody is left. */
    @SuppressWarnings("NullAway") // the contract of computeIfPresent
    private static List<Holder> without(List<Holder> all, Holder old) {
        List<Holder> left = all.stream().filter(holder -> !holder.equals(old)).toList();
        return left.isEmpty() ? null : left;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
