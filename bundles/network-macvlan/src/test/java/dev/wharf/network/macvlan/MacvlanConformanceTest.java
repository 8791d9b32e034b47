package dev.wharf.network.macvlan;

import dev.wharf.linux.Linux;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.testkit.network.NetworkDriverConformance;
import dev.wharf.spi.testkit.network.NetworkFeature;
import dev.wharf.spi.testkit.network.Space;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Networks have a parent each: one end of a pair whose other end is on the host, too. */
class MacvlanConformanceTest extends NetworkDriverConformance {

    @Override
    protected NetworkDriverProvider provider(Path host) {
        return new MacvlanProvider(() -> RouteLinks.open(Linux.kernel(), host));
    }

    @Override
    protected Set<NetworkFeature> features() {
        return EnumSet.noneOf(NetworkFeature.class);
    }

    @Override
    protected void prepare(Space host) {
        for (int network = 1; network <= 2; network++) {
            host.run("ip", "link", "add", "hw" + network, "type", "veth", "peer", "name", "sw" + network);
            host.run("ip", "link", "set", "hw" + network, "up");
            host.run("ip", "link", "set", "sw" + network, "up");
        }
    }

    @Override
    protected Map<String, String> options(NetworkId network) {
        return Map.of("parent", "hw" + network.value().charAt(0));
    }
}
