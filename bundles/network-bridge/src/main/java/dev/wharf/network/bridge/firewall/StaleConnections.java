package dev.wharf.network.bridge.firewall;

import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.filter.Connection;
import dev.wharf.linux.network.filter.Connections;
import dev.wharf.linux.network.filter.Data;
import dev.wharf.linux.network.filter.Family;
import dev.wharf.linux.network.filter.ValueType;
import dev.wharf.network.bridge.firewall.Holdings.Change;
import dev.wharf.spi.network.PublishedPort.Protocol;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who keeps on sending to a port of UDP goes on reaching what was behind it when he began: a container that is gone, or the
 * host. So such connections are forgotten soon after a port came or went. Those of TCP end by themselves.
 *
 * <p>To look for them, the kernel goes through all that it tracks, in more than ten milliseconds: a thread does it, which
 * ends when there is nothing to do.
 */
final class StaleConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StaleConnections.class);
    private static final int UDP = Entries.number(Protocol.UDP);

    private final Supplier<Connections> opener;
    private final ThreadPoolExecutor worker;
    private @Nullable Connections connections; // touched by the worker alone, and when it has ended

    StaleConnections(Supplier<Connections> opener, String name) {
        this.opener = opener;
        this.worker = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> thread(work, name));
        worker.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, "connections " + name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, error) -> LOG.error("{} ended", dead.getName(), error));
        return thread;
    }

    /** Lets what a change made wrong be forgotten. */
    void forget(Change change) {
        List<Entry> removed =
                change.removed().stream().filter(StaleConnections::isOfUdp).toList();
        List<Entry> added =
                change.added().stream().filter(StaleConnections::isOfUdp).toList();
        if (!removed.isEmpty() || !added.isEmpty()) {
            worker.execute(() -> forget(removed, added));
        }
    }

    /** A kernel that cannot do it leaves it to the end of the connections. */
    private void forget(List<Entry> removed, List<Entry> added) {
        try {
            removed.forEach(each -> forget(each, leadsTo(each)));
            added.forEach(each -> forget(each, Connection::isPlain));
        } catch (LinuxException e) {
            LOG.debug("cannot forget connections to ports of UDP: {}", e.getMessage());
        }
    }

    private static boolean isOfUdp(Entry entry) {
        return entry.set().isMap() && entry.element().key().bytes()[0] == UDP;
    }

    private static Predicate<Connection> leadsTo(Entry entry) {
        Data value = entry.element().value();
        return connection -> value.equals(data(connection.answers()));
    }

    private static Data data(InetSocketAddress end) {
        return Data.join(Data.address(end.getAddress()), Data.port(end.getPort()));
    }

    private void forget(Entry entry, Predicate<Connection> isStale) {
        Data key = entry.element().key();
        byte[] port = key.slice(key.length() - 4, 2).bytes();
        boolean isIpv4 = entry.set().value().get(0) == ValueType.IPV4_ADDRESS;
        opened().to(isIpv4 ? Family.IP : Family.IP6, UDP, ((port[0] & 0xff) << 8) | (port[1] & 0xff)).stream()
                .filter(isStale)
                .forEach(opened()::forget);
    }

    private Connections opened() {
        Connections own = connections;
        if (own == null) {
            own = opener.get();
            connections = own;
        }
        return own;
    }

    /** Waits for what has begun, up to a second. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (worker.awaitTermination(1, TimeUnit.SECONDS)) {
                Optional.ofNullable(connections).ifPresent(Connections::close);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
