package dev.wharf.dns.server;

import dev.wharf.linux.Kernel;
import dev.wharf.linux.LinuxException;
import dev.wharf.linux.network.filter.Chain;
import dev.wharf.linux.network.filter.Data;
import dev.wharf.linux.network.filter.Element;
import dev.wharf.linux.network.filter.Family;
import dev.wharf.linux.network.filter.Field;
import dev.wharf.linux.network.filter.FilterSocket;
import dev.wharf.linux.network.filter.Hook;
import dev.wharf.linux.network.filter.NamedSet;
import dev.wharf.linux.network.filter.Rule;
import dev.wharf.linux.network.filter.Statement;
import dev.wharf.linux.network.filter.Table;
import dev.wharf.linux.network.filter.Transaction;
import dev.wharf.linux.network.filter.ValueType;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rule in the namespace of a container that leads what its processes send to the name server to other ports of it. Replies
 * find back by connection tracking. Docker 20.10 does the same with iptables, libnetwork/resolver_unix.go.
 */
final class AddressTranslation implements Translation {
    static final Table TABLE = new Table(Family.IP, "wharf-dns");

    private static final int TCP = 6;
    private static final int UDP = 17;
    /** NF_IP_PRI_NAT_DST of linux/netfilter_ipv4.h. */
    private static final int PRIORITY = -100;

    private static final NamedSet SOCKETS = new NamedSet(
            TABLE,
            "sockets",
            List.of(ValueType.IPV4_ADDRESS, ValueType.PROTOCOL, ValueType.PORT),
            List.of(ValueType.IPV4_ADDRESS, ValueType.PORT),
            false);
    private static final Chain OUTPUT =
            Chain.base(TABLE, "output", new Chain.Base(Chain.Type.NAT, Hook.OUTPUT, PRIORITY, Chain.Policy.ACCEPT));
    private static final Rule RULE = Rule.of(
            OUTPUT, Statement.destinationFrom(SOCKETS, Field.IPV4_DESTINATION, Field.PROTOCOL, Field.DESTINATION_PORT));
    /** Where the port stands in a value, behind the address. */
    private static final int VALUE_PORT_AT = 4;

    private final Kernel kernel;
    private final Data address;
    private final Data port;

    AddressTranslation(Kernel kernel, InetAddress address, int port) {
        this.kernel = kernel;
        this.address = Data.address(address);
        this.port = Data.port(port);
    }

    @Override
    public Rules of(Path namespace) {
        FilterSocket filter = FilterSocket.open(kernel, namespace);
        try {
            return new InNamespace(filter, filter.comment(TABLE).isPresent());
        } catch (LinuxException e) {
            filter.close();
            throw e;
        }
    }

    private Data key(int protocol) {
        return Data.join(address, Data.number8(protocol), port);
    }

    private Element element(int protocol, int target) {
        return Element.of(key(protocol), Data.join(address, Data.port(target)));
    }

    /** The table of one namespace. */
    private final class InNamespace implements Rules {
        private final FilterSocket filter;
        private final boolean isThere;

        private InNamespace(FilterSocket filter, boolean isThere) {
            this.filter = filter;
            this.isThere = isThere;
        }

        @Override
        public Optional<Ports> earlier() {
            if (!isThere) {
                return Optional.empty();
            }
            Map<Data, Integer> ports = new HashMap<>();
            filter.elements(SOCKETS).forEach(element -> ports.put(element.key(), port(element.value())));
            return Optional.ofNullable(ports.get(key(UDP)))
                    .flatMap(datagrams ->
                            Optional.ofNullable(ports.get(key(TCP))).map(streams -> new Ports(datagrams, streams)));
        }

        private static int port(Data value) {
            return ByteBuffer.wrap(value.bytes()).getShort(VALUE_PORT_AT) & 0xffff;
        }

        @Override
        public void lead(Ports ports) {
            Transaction transaction = new Transaction();
            if (isThere) {
                // lets the kernel wait for all its processors when the socket is closed
                transaction.delete(TABLE);
            }
            filter.commit(transaction
                    .add(TABLE, "name server of the container")
                    .add(SOCKETS)
                    .add(OUTPUT)
                    .add(RULE)
                    .add(SOCKETS, List.of(element(UDP, ports.datagrams()), element(TCP, ports.streams()))));
        }

        @Override
        public void close() {
            filter.close();
        }
    }
}
