package dev.wharf.network.plugin;

import dev.wharf.linux.Kernel;
import dev.wharf.network.plugin.protocol.Plugin;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;
import java.util.Map;

/**
 * A plugin that makes networks.
 *
 * @param plugin which
 * @param scope as it told
 * @param kernel where interfaces are
 */
record RemoteNetworkProvider(Plugin plugin, Scope scope, Kernel kernel) implements NetworkDriverProvider {
    @Override
    public String name() {
        return plugin.name();
    }

    @Override
    public Probe probe(DriverContext context) {
        return Probe.supported();
    }

    @Override
    public NetworkDriver open(DriverContext context, Map<String, String> options) {
        var records = new EndpointRecords(context.stateFolder());
        return new RemoteNetworkDriver(plugin, records, new SandboxInterfaces(kernel));
    }
}
