package dev.wharf.network.plugin;

import dev.wharf.linux.Linux;
import dev.wharf.network.plugin.protocol.FakePlugin;
import dev.wharf.network.plugin.protocol.Patience;
import dev.wharf.network.plugin.protocol.Plugin;
import dev.wharf.network.plugin.protocol.PluginAddress;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.IpPrefix;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Subnet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plugin that tests run, and drivers that use it. */
final class Remotes implements AutoCloseable {
    static final NetworkId NETWORK = new NetworkId("n1");
    static final EndpointId ENDPOINT = new EndpointId("e1");
    private static final Patience QUICK = new Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofMillis(200));

    final FakePlugin fake;
    private final Path folder;
    private final Plugin plugin;

    Remotes(Path folder) throws IOException {
        this.folder = folder;
        Path socket = folder.resolve("fake.sock");
        this.fake = FakePlugin.at(socket);
        this.plugin = new Plugin("fake", new PluginAddress.Local(socket), QUICK);
        for (String method :
                List.of("CreateNetwork", "DeleteNetwork", "CreateEndpoint", "DeleteEndpoint", "Join", "Leave")) {
            fake.answering("NetworkDriver." + method, "{}");
        }
    }

    /** Opens the driver on its folder, as after a start of the daemon. */
    RemoteNetworkDriver networks() {
        return new RemoteNetworkDriver(plugin, new EndpointRecords(folder), new SandboxInterfaces(Linux.kernel()));
    }

    RemoteAddressDriver addresses() {
        return new RemoteAddressDriver(plugin);
    }

    /** The calls since the last time. */
    List<String> calls() {
        List<String> calls = List.copyOf(fake.calls());
        fake.calls().clear();
        return calls;
    }

    static NetworkSpec network() {
        Subnet subnet = new Subnet(
                Json.prefix("10.9.0.0/16"),
                Optional.of(Json.prefix("10.9.0.1/16").address()),
                Map.of("router", Json.prefix("10.9.0.2/16").address()));
        return new NetworkSpec(NETWORK, "mine", List.of(subnet), Map.of("colour", "red"), false);
    }

    static EndpointSpec endpoint() {
        return endpoint(Optional.of(Json.prefix("10.9.0.5/16")), Optional.empty());
    }

    static EndpointSpec endpoint(Optional<IpPrefix> address, Optional<MacAddress> mac) {
        return new EndpointSpec(ENDPOINT, NETWORK, address, Optional.empty(), mac, Map.of());
    }

    @Override
    public void close() throws IOException {
        plugin.close();
        fake.close();
    }
}
