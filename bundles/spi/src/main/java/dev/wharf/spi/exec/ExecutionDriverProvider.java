package dev.wharf.spi.exec;

import dev.wharf.spi.DriverProvider;
import org.osgi.annotation.versioning.ConsumerType;

/** The service interface under which execution drivers register. */
@ConsumerType
public interface ExecutionDriverProvider extends DriverProvider<ExecutionDriver> {}
