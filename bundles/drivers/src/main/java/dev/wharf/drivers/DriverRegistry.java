package dev.wharf.drivers;

import dev.wharf.spi.exec.ExecutionDriver;
import dev.wharf.spi.graph.GraphDriver;
import dev.wharf.spi.log.LogDriver;
import dev.wharf.spi.log.LogDriverProvider;
import java.util.Optional;

/** The drivers that serve at present, an OSGi service. Thread-safe. */
public interface DriverRegistry {

    /** Storage. */
    Drivers<GraphDriver> graph();

    /** Isolation. */
    Drivers<ExecutionDriver> execution();

    /** Logs. */
    Drivers<LogDriver> log();

    /** The provider of a log driver, which checks options; empty when it is away. */
    Optional<LogDriverProvider> logProvider(String name);
}
