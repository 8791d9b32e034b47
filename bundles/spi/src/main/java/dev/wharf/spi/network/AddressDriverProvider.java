package dev.wharf.spi.network;

import dev.wharf.spi.DriverProvider;
import org.osgi.annotation.versioning.ConsumerType;

/** The service interface under which drivers that hand out addresses register. */
@ConsumerType
public interface AddressDriverProvider extends DriverProvider<AddressDriver> {}
