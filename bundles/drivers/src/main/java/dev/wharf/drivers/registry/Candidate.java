package dev.wharf.drivers.registry;

import static java.util.Objects.requireNonNull;

import dev.wharf.drivers.deploy.Standing;
import dev.wharf.spi.Driver;
import dev.wharf.spi.DriverProvider;
import java.util.Comparator;
import org.osgi.framework.Version;

/**
 * A provider that is registered.
 *
 * @param service number of the registration; unique, and larger for a later one
 * @param name of the driver, checked
 * @param version of the provider's bundle
 * @param standing of that bundle among those of its version
 * @param provider the provider
 * @param <D> the kind of driver
 */
record Candidate<D extends Driver>(
        long service, String name, Version version, Standing standing, DriverProvider<D> provider) {
    /**
     * The higher version first; of equal ones that of the better standing, then the earlier registration, so that nothing is
     * swapped for its like.
     */
    static final Comparator<Candidate<?>> BEST_FIRST = Comparator.<Candidate<?>, Version>comparing(Candidate::version)
            .reversed()
            .thenComparing(Candidate::standing)
            .thenComparing(Candidate::service);

    Candidate {
        requireNonNull(name, "name");
        requireNonNull(version, "version");
        requireNonNull(standing, "standing");
        requireNonNull(provider, "provider");
    }

    /** One of the distribution. */
    Candidate(long service, String name, Version version, DriverProvider<D> provider) {
        this(service, name, version, Standing.SHIPPED, provider);
    }
}
