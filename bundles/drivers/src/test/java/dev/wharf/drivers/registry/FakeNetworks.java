package dev.wharf.drivers.registry;

import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverOption;
import dev.wharf.spi.Probe;
import dev.wharf.spi.network.Attachment;
import dev.wharf.spi.network.EndpointId;
import dev.wharf.spi.network.EndpointSpec;
import dev.wharf.spi.network.JoinOptions;
import dev.wharf.spi.network.MacAddress;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.network.NetworkId;
import dev.wharf.spi.network.NetworkSpec;
import dev.wharf.spi.network.Sandbox;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Offers a network driver that understands some options, and keeps what it was opened with. */
final class FakeNetworks implements NetworkDriverProvider {
    private final String name;
    private volatile Map<String, String> options = Map.of();

    FakeNetworks(String name) {
        this.name = name;
    }

    /** What the driver was opened with. */
    Map<String, String> opened() {
        return options;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Scope scope() {
        return Scope.LOCAL;
    }

    @Override
    public List<DriverOption> options() {
        return List.of(new DriverOption("iptables", "a flag of the daemon"), new DriverOption("other", "nobody's"));
    }

    @Override
    public Probe probe(DriverContext context) {
        return Probe.supported();
    }

    @Override
    public NetworkDriver open(DriverContext context, Map<String, String> given) {
        options = given;
        return new Nothing();
    }

    private static final class Nothing implements NetworkDriver {
        @Override
        public void createNetwork(NetworkSpec network) {}

        @Override
        public void removeNetwork(NetworkId network) {}

        @Override
        public EndpointSpec createEndpoint(EndpointSpec endpoint) {
            return endpoint;
        }

        @Override
        public Attachment join(EndpointId endpoint, Sandbox sandbox, JoinOptions options) {
            return new Attachment(
                    options.interfaceName(), new MacAddress("02:42:00:00:00:01"), Optional.empty(), Optional.empty());
        }

        @Override
        public void leave(EndpointId endpoint, Sandbox sandbox) {}

        @Override
        public void removeEndpoint(EndpointId endpoint) {}

        @Override
        public void restore(NetworkId network, Collection<EndpointSpec> endpoints) {}

        @Override
        public void close() {}
    }
}
