package dev.wharf.engine.testing;

import dev.wharf.drivers.DriverRegistry;
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

/** All kinds of drivers. The only log driver is json-file, which understands the option max-size. */
public final class FakeRegistry implements DriverRegistry {
    private final FakeDrivers<GraphDriver> graph = new FakeDrivers<>();
    private final FakeDrivers<ExecutionDriver> execution = new FakeDrivers<>();
    private final FakeDrivers<LogDriver> log = new FakeDrivers<>("json-file");
    private final FakeDrivers<VolumeDriver> volume = new FakeDrivers<>();
    private final FakeDrivers<NetworkDriver> network = new FakeDrivers<>();
    private final FakeDrivers<AddressDriver> addresses = new FakeDrivers<>();

    @Override
    public FakeDrivers<GraphDriver> graph() {
        return graph;
    }

    @Override
    public FakeDrivers<ExecutionDriver> execution() {
        return execution;
    }

    @Override
    public FakeDrivers<LogDriver> log() {
        return log;
    }

    @Override
    public FakeDrivers<VolumeDriver> volume() {
        return volume;
    }

    @Override
    public Optional<VolumeDriverProvider> volumeProvider(String name) {
        return volume.names().contains(name) ? Optional.of(new FakeVolumes.Provider(name)) : Optional.empty();
    }

    @Override
    public FakeDrivers<NetworkDriver> network() {
        return network;
    }

    @Override
    public Optional<NetworkDriverProvider> networkProvider(String name) {
        return Optional.empty();
    }

    @Override
    public FakeDrivers<AddressDriver> addresses() {
        return addresses;
    }

    @Override
    public Optional<LogDriverProvider> logProvider(String name) {
        return name.equals("json-file") ? Optional.of(new JsonFile()) : Optional.empty();
    }

    private static final class JsonFile implements LogDriverProvider {
        @Override
        public String name() {
            return "json-file";
        }

        @Override
        public Probe probe(DriverContext context) {
            return Probe.supported();
        }

        @Override
        public LogDriver open(DriverContext context, Map<String, String> options) {
            throw new DriverException(DriverException.Kind.UNSUPPORTED, "not opened here");
        }

        @Override
        public void validate(Map<String, String> options) {
            options.keySet().stream()
                    .filter(key -> !key.equals("max-size"))
                    .findFirst()
                    .ifPresent(key -> {
                        throw new DriverException(
                                DriverException.Kind.INVALID_ARGUMENT,
                                "unknown log opt '" + key + "' for json-file log driver");
                    });
        }
    }
}
