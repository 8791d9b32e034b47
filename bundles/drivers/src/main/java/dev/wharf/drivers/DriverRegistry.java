package dev.wharf.drivers;

import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.network.AddressDriver;
import dev.wharf.spi.network.NetworkDriver;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.volume.VolumeDriver;
import dev.wharf.spi.volume.VolumeDriverProvider;
import java.util.Optional;

/** The drivers that serve at present, an OSGi service. Thread-safe. */
public interface DriverRegistry {

    /** Storage. */
    Drivers<GraphDriver> graph();

    /** Isolation. */
    Drivers<ExecutionDriver> execution();

    /** Logs. */
    Drivers<LogDriver> log();

    /**
     * The provider of a log driver, which checks options; empty when nobody ever offered one of that name.
     *
     * @throws dev.wharf.engine.api.EngineException Unavailable when it is away
     */
    Optional<LogDriverProvider> logProvider(String name);

    /** Volumes. */
    Drivers<VolumeDriver> volume();

    /** The provider of a volume driver, which tells its scope; empty when it is away. */
    Optional<VolumeDriverProvider> volumeProvider(String name);

    /** Networks. The default is for those that are made without the name of a driver. */
    Drivers<NetworkDriver> network();

    /** The provider of a network driver, which tells its scope; empty when it is away. */
    Optional<NetworkDriverProvider> networkProvider(String name);

    /** Addresses of networks, beside the engine's own pools. There is no default. */
    Drivers<AddressDriver> addresses();
}
