package dev.wharf.spi;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a driver bundle registers as a service: stateless, cheap and thread-safe.
 *
 * @param <D> the kind of driver that it opens
 */
@ConsumerType
public interface DriverProvider<D extends Driver> {

    /** The name of the driver, {@code [a-z0-9][a-z0-9_.-]{0,62}}; equals the service property {@code driver.name}. */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    String name();

    /**
     * Tells whether the driver can work on this host with these folders. Leaves nothing behind.
     *
     * @throws DriverException INTERNAL when the probe itself fails
     */
    Probe probe(DriverContext context);

    /** The options that {@link #open} understands; others are refused by the engine. */
    @AnswersWithin(seconds = AnswersWithin.FOREVER)
    default List<DriverOption> options() {
        return List.of();
    }

    /**
     * Opens the driver. On folders that hold earlier state it brings that state back.
     *
     * @param options values for some of {@link #options()}, by name
     * @throws DriverException INVALID_ARGUMENT for a bad option value, UNSUPPORTED, UNAVAILABLE, INTERNAL
     */
    @AnswersWithin(seconds = AnswersWithin.LONG)
    D open(DriverContext context, Map<String, String> options);
}
