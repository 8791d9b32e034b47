package dev.wharf.networks.testing;

import dev.wharf.drivers.DriverRegistry;
import dev.wharf.drivers.Drivers;
import dev.wharf.spi.DriverContext;
import dev.wharf.spi.DriverException;
import dev.wharf.spi.Probe;
import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.network.AddressDriver;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeDriverProvider;
import java.util.Map;
import java.util.Optional;

/** Network and address drivers, all of this host. */
public final class FakeRegistry implements DriverRegistry {
    private final FakeDrivers<NetworkDriver> network = new FakeDrivers<>();
    private final FakeDrivers<AddressDriver> addresses = new FakeDrivers<>();

    @Override
    public FakeDrivers<NetworkDriver> network() {
        return network;
    }

    @Override
    public FakeDrivers<AddressDriver> addresses() {
        return addresses;
    }

    @Override
    public Optional<NetworkDriverProvider> networkProvider(String name) {
        return network.names().contains(name) ? Optional.of(new Local(name)) : Optional.empty();
    }

    @Override
    public Drivers<GraphDriver> graph() {
        throw new IllegalStateException("no graph drivers here");
    }

    @Override
    public Drivers<ExecutionDriver> execution() {
        throw new IllegalStateException("no execution drivers here");
    }

    @Override
    public Drivers<LogDriver> log() {
        throw new IllegalStateException("no log drivers here");
    }

    @Override
    public Drivers<VolumeDriver> volume() {
        throw new IllegalStateException("no volume drivers here");
    }

    @Override
    public Optional<LogDriverProvider> logProvider(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<VolumeDriverProvider> volumeProvider(String name) {
        return Optional.empty();
    }

    private record Local(String name) implements NetworkDriverProvider {
        @Override
        public Scope scope() {
            return Scope.LOCAL;
        }

        @Override
        public Probe probe(DriverContext context) {
            return Probe.supported();
        }

        @Override
        public NetworkDriver open(DriverContext context, Map<String, String> options) {
            throw new DriverException(DriverException.Kind.UNSUPPORTED, "not opened here");
        }
    }
}
