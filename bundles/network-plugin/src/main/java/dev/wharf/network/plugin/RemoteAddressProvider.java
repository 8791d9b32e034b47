package dev.wharf.network.plugin;

import dev.wharf.network.plugin.protocol.Plugin;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.Probe;
import dev.wharf.spi.network.AddressDriver;
import dev.wharf.spi.network.AddressDriverProvider;
import java.util.Map;

/**
 * A plugin that hands out addresses.
 *
 * @param plugin which
 */
record RemoteAddressProvider(Plugin plugin) implements AddressDriverProvider {
    @Override
    public String name() {
        return plugin.name();
    }

    @Override
    public Probe probe(DriverContext context) {
        return Probe.supported();
    }

    @Override
    public AddressDriver open(DriverContext context, Map<String, String> options) {
        return new RemoteAddressDriver(plugin);
    }
}
