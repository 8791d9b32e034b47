package dev.wharf.network.macvlan;

import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Subnet;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Networks and endpoints of tests. */
final class Specs {
    static final NetworkId LAB = new NetworkId("a".repeat(64));
    static final NetworkId OTHER = new NetworkId("b".repeat(64));
    static final EndpointId ONE = new EndpointId("1".repeat(64));
    static final EndpointId TWO = new EndpointId("2".repeat(64));
    static final JoinOptions ETH0 = new JoinOptions("eth0", true);

    private Specs() {}

    static NetworkSpec network(NetworkId id, Map<String, String> options) {
        return network(id, options, false);
    }

    static NetworkSpec network(NetworkId id, Map<String, String> options, boolean isInternal) {
        return new NetworkSpec(id, "lab", List.of(subnet("10.2.0.0/24", "10.2.0.1")), options, isInternal);
    }

    static NetworkSpec lab() {
        return network(LAB, Map.of("parent", "hw0"));
    }

    static Subnet subnet(String pool, String gateway) {
        return new Subnet(prefix(pool), Optional.of(ip(gateway)), Map.of());
    }

    static EndpointSpec endpoint(EndpointId id, String address) {
        return new EndpointSpec(id, LAB, Optional.of(prefix(address)), Optional.empty(), Optional.empty(), Map.of());
    }

    static IpPrefix prefix(String text) {
        int slash = text.indexOf('/');
        return new IpPrefix(ip(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
