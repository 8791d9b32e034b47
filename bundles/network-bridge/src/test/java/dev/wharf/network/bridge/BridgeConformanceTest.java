package dev.wharf.network.bridge;

import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.testkit.network.NetworkDriverConformance;
import dev.wharf.spi.testkit.network.NetworkFeature;
import dev.wharf.spi.testkit.network.Space;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

class BridgeConformanceTest extends NetworkDriverConformance {

    @Override
    protected NetworkDriverProvider provider(Path host) {
        return SpaceHost.provider(host);
    }

    @Override
    protected Set<NetworkFeature> features() {
        return EnumSet.allOf(NetworkFeature.class);
    }

    @Override
    protected Map<String, String> closedOptions() {
        return Map.of(BridgeOptions.ICC, "false");
    }

    @Override
    protected void damage(Space host, NetworkId network) {
        host.run("ip", "link", "del", Names.bridge(network));
    }
}
