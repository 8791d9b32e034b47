package dev.wharf.dns.server;

import dev.wharf.linux.Kernel;
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
import java.nio.file.Path;
import java.util.List;

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

    private final Kernel kernel;
    private final Data address;
    private final Data port;

    AddressTranslation(Kernel kernel, InetAddress address, int port) {
        this.kernel = kernel;
        this.address = Data.address(address);
        this.port = Data.port(port);
    }

    @Override
    public void lead(Path namespace, int datagramPort, int streamPort) {
        try (FilterSocket filter = FilterSocket.open(kernel, namespace)) {
            filter.commit(new Transaction()
                    // what is to be deleted has to be there
                    .add(TABLE, "")
                    .delete(TABLE)
                    .add(TABLE, "")
                    .add(SOCKETS)
                    .add(OUTPUT)
                    .add(RULE)
                    .add(SOCKETS, List.of(element(UDP, datagramPort), element(TCP, streamPort))));
        }
    }

    private Element element(int protocol, int target) {
        return Element.of(Data.join(address, Data.number8(protocol), port), Data.join(address, Data.port(target)));
    }
}
