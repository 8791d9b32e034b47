package dev.wharf.spi.network;

import dev.wharf.spi.AnswersWithin;
import dev.wharf.spi.DriverProvider;
import org.osgi.annotation.versioning.ConsumerType;

/** The service interface under which network drivers register. */
@ConsumerType
public interface NetworkDriverProvider extends DriverProvider<NetworkDriver> {

    /** How far the networks of such a driver reach. */
    enum Scope {
        /** This host. */
        LOCAL,
        /** All hosts that have the driver. */
        GLOBAL
    }

    /** How far its networks reach. */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    Scope scope();
}
