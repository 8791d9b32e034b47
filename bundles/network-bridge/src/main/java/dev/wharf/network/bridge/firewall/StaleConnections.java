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
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who keeps on sending to a port of UDP goes on reaching what was behind it when he began: a container that is gone, or the
 * host. So such connections are forgotten when a port comes or goes. Those of TCP end by themselves.
 */
final class StaleConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StaleConnections.class);
    private static final int UDP = Entries.number(Protocol.UDP);

    private final Supplier<Connections> opener;
    private @Nullable Connections connections;

    StaleConnections(Supplier<Connections> opener) {
        this.opener = opener;
    }

    /** Forgets what a change made wrong. A kernel that cannot do it leaves it to the end of the connections. */
    void forget(Change change) {
        try {
            change.removed().stream().filter(StaleConnections::isOfUdp).forEach(each -> forget(each, leadsTo(each)));
            change.added().stream()
                    .filter(StaleConnections::isOfUdp)
                    .forEach(each -> forget(each, Connection::isPlain));
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

    @Override
    public void close() {
        Connections own = connections;
        if (own != null) {
            own.close();
        }
    }
}
