package dev.wharf.spi.graph;

import dev.wharf.spi.DriverProvider;
import org.osgi.annotation.versioning.ConsumerType;

/** The service interface under which graph drivers register. */
@ConsumerType
public interface GraphDriverProvider extends DriverProvider<GraphDriver> {}
