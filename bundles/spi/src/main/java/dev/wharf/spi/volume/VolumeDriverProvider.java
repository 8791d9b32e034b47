package dev.wharf.spi.volume;

import dev.wharf.spi.AnswersWithin;
import dev.wharf.spi.DriverProvider;
import org.osgi.annotation.versioning.ConsumerType;

/** The service interface under which volume drivers register. */
@ConsumerType
public interface VolumeDriverProvider extends DriverProvider<VolumeDriver> {

    /** Where the volumes of such a driver can be used. */
    enum Scope {
        /** On this host alone. */
        LOCAL,
        /** On every host that has the driver. */
        GLOBAL
    }

    /** Where its volumes can be used. */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    Scope scope();
}
