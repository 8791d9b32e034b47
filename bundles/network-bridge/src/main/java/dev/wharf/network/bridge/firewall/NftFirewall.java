package dev.wharf.network.bridge.firewall;

import dev.wharf.linux.Errno;
import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.filter.Data;
import dev.wharf.linux.network.filter.Element;
import dev.wharf.linux.network.filter.FilterSocket;
import dev.wharf.linux.network.filter.NamedSet;
import dev.wharf.network.bridge.firewall.Holdings.Change;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.DriverException.Kind;
import dev.wharf.spi.network.PublishedPort;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The firewall by nf_tables. The kernel is not asked before the first call that needs it. */
public final class NftFirewall implements Firewall {
    private static final Logger LOG = LoggerFactory.getLogger(NftFirewall.class);

    private final TableSets sets;
    private final Entries entries;
    private final Namespace namespace;
    private final boolean isWatched;
    private final StaleConnections stale;
    private final LegacyTables legacy = new LegacyTables();
    private volatile Optional<String> warning = Optional.empty(); // written with the lock held
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable FilterSocket filter; // guarded by lock
    private @Nullable OwnTable table; // guarded by lock
    private @Nullable Watch watch; // guarded by lock

    private NftFirewall(String tag, Namespace namespace, boolean isWatched) {
        this.sets = new TableSets(tag);
        this.entries = new Entries(sets);
        this.namespace = namespace;
        this.isWatched = isWatched;
        this.stale = new StaleConnections(namespace::connections, sets.table().name());
    }

    /**
     * The firewall of this process's network namespace. What other programs remove comes back by itself.
     *
     * @param tag tells the tables of daemons apart; the same after a restart
     */
    public static NftFirewall of(Kernel kernel, String tag) {
        return new NftFirewall(tag, new Namespace(kernel, Optional.empty()), true);
    }

    /** The firewall of another namespace, which has to stay there. What is removed comes back with {@link #repair} alone. */
    public static NftFirewall of(Kernel kernel, Path namespace, String tag) {
        return new NftFirewall(tag, new Namespace(kernel, Optional.of(namespace)), false);
    }

    static NftFirewall watched(Kernel kernel, Path namespace, String tag) {
        return new NftFirewall(tag, new Namespace(kernel, Optional.of(namespace)), true);
    }

    @Override
    public void network(BridgeRules network) {
        Data name = Data.interfaceName(network.bridge());
        locked("set up the packet filter of " + network.bridge(), () -> {
            apply(name, sets.ofNetworks(), entries.of(network));
            openForeignChains();
            watch();
            lookForLegacyTables();
        });
    }

    private void lookForLegacyTables() {
        Optional<String> found = isWatched ? legacy.warning() : Optional.empty();
        if (!found.equals(warning)) {
            warning = found;
            found.ifPresent(LOG::warn);
        }
    }

    @Override
    public List<String> warnings() {
        return warning.stream().toList();
    }

    private void watch() {
        if (isWatched && watch == null) {
            Watch own = new Watch(namespace::changes, this::repair);
            own.start(sets.table().name());
            watch = own;
        }
    }

    private void unwatch() {
        Optional.ofNullable(watch).ifPresent(Watch::close);
        watch = null;
    }

    @Override
    public void removeNetwork(BridgeRules network) {
        Data name = Data.interfaceName(network.bridge());
        locked("clear the packet filter of " + network.bridge(), () -> {
            apply(name, sets.ofNetworks(), List.of());
            retainNow(network, Set.of());
        });
    }

    @Override
    public void publish(Addresses container, Collection<PublishedPort> ports) {
        List<Entry> wanted = entries.of(container, ports);
        locked("publish ports", () -> replace(of(container, sets.ports()), wanted));
    }

    @Override
    public void open(Addresses source, Collection<Passage> passages) {
        List<Entry> wanted = entries.passages(source, passages);
        locked("open ports", () -> replace(of(source, sets.passages()), wanted));
    }

    @Override
    public void remove(Addresses container) {
        locked("forget ports", () -> {
            Set<Entry> goners = new HashSet<>(of(container, sets.ofContainers()));
            table().holdings().in(sets.passages()).stream()
                    .filter(each -> container.all().anyMatch(each::leadsTo))
                    .forEach(goners::add);
            replace(goners, List.of());
        });
    }

    @Override
    public void retain(BridgeRules network, Collection<Addresses> containers) {
        Set<Data> known =
                containers.stream().flatMap(Addresses::all).map(Data::address).collect(Collectors.toSet());
        locked("restore the packet filter of " + network.bridge(), () -> retainNow(network, known));
    }

    private void retainNow(BridgeRules network, Set<Data> known) {
        List<Entry> goners = table().holdings().in(sets.ofContainers()).stream()
                .filter(each ->
                        each.containers().anyMatch(address -> !known.contains(address) && isIn(network, address)))
                .toList();
        replace(goners, List.of());
    }

    private static boolean isIn(BridgeRules network, Data address) {
        return network.subnets().stream().anyMatch(subnet -> Subnets.contains(subnet, address));
    }

    @Override
    public void repair() {
        locked("restore the packet filter", () -> {
            if (table().isMade()) {
                table().repair();
                openForeignChains();
            }
        });
    }

    @Override
    public void clear() {
        locked("clear the packet filter", () -> {
            unwatch();
            new ForeignChains(filter(), sets.table()).close();
            table().delete();
        });
    }

    private void openForeignChains() {
        List<Entry> foreign = new ForeignChains(filter(), sets.table())
                .open().stream()
                        .map(each -> new Entry(sets.foreign, Element.of(Data.interfaceName(each))))
                        .filter(each -> !isOurs(each.owner()))
                        .toList();
        replace(table().holdings().in(List.of(sets.foreign)), foreign);
    }

    private boolean isOurs(Data name) {
        return !table().holdings().of(name, List.of(sets.bridges)).isEmpty();
    }

    private List<Entry> of(Addresses container, Collection<NamedSet> sets) {
        return container
                .all()
                .flatMap(address -> table().holdings().of(Data.address(address), sets).stream())
                .toList();
    }

    private void apply(Data owner, Collection<NamedSet> sets, Collection<Entry> wanted) {
        replace(table().holdings().of(owner, sets), wanted);
    }

    private void replace(Collection<Entry> goners, Collection<Entry> wanted) {
        Change change = table().holdings().change(goners, wanted);
        table().apply(change);
        stale.forget(change);
    }

    private FilterSocket filter() {
        FilterSocket socket = filter;
        if (socket == null) {
            socket = namespace.filter();
            filter = socket;
        }
        return socket;
    }

    private OwnTable table() {
        OwnTable own = table;
        if (own == null) {
            own = new OwnTable(filter(), sets);
            table = own;
        }
        return own;
    }

    private void locked(String what, Runnable work) {
        lock.lock();
        try {
            work.run();
        } catch (LinuxException e) {
            throw failure(what, e);
        } finally {
            lock.unlock();
        }
    }

    private static DriverException failure(String what, LinuxException error) {
        return switch (error.errno()) {
            case Errno.EPROTONOSUPPORT,
                    Errno.EOPNOTSUPP,
                    Errno.ENOENT,
                    Errno.EINVAL,
                    Errno.EPERM -> new DriverException(
                    Kind.UNSUPPORTED,
                    "the kernel's packet filter nf_tables cannot " + what + ": " + error.getMessage(),
                    error);
            case Errno.ENOMEM, Errno.ENOSPC, Errno.ENFILE, Errno.EMFILE -> new DriverException(
                    Kind.EXHAUSTED, "cannot " + what + ": " + error.getMessage(), error);
            default -> new DriverException(Kind.INTERNAL, "cannot " + what + ": " + error.getMessage(), error);
        };
    }

    @Override
    public void close() {
        stale.close();
        lock.lock();
        try {
            unwatch();
            Optional.ofNullable(filter).ifPresent(FilterSocket::close);
        } finally {
            lock.unlock();
        }
    }
}
