package dev.wharf.drivers.deploy;

import dev.wharf.engine.api.driver.DriverDescription.State;
import dev.wharf.spi.exec.ExecutionDriverProvider;
import dev.wharf.spi.graph.GraphDriverProvider;
import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.network.AddressDriverProvider;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.volume.VolumeDriverProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;

/** What bundles say of the drivers that they have, and whether they keep their word. */
final class Promises {
    private static final Set<String> PROVIDERS = Set.of(
            GraphDriverProvider.class.getName(),
            ExecutionDriverProvider.class.getName(),
            LogDriverProvider.class.getName(),
            VolumeDriverProvider.class.getName(),
            NetworkDriverProvider.class.getName(),
            AddressDriverProvider.class.getName());

    private final Providers providers;

    Promises(Providers providers) {
        this.providers = providers;
    }

    /** Whether the bundle says that it has a driver. */
    static boolean isMadeBy(Bundle bundle) {
        return Optional.ofNullable(bundle.adapt(BundleRevision.class)).stream()
                .flatMap(revision -> revision.getDeclaredCapabilities("osgi.service").stream())
                .map(capability -> String.valueOf(capability.getAttributes().get(Constants.OBJECTCLASS)))
                .anyMatch(classes -> PROVIDERS.stream().anyMatch(classes::contains));
    }

    /** Whether the bundle runs, and has registered a provider if it says that it has one. */
    boolean areKeptBy(Bundle bundle) {
        boolean runs = (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0 || isFragment(bundle);
        return runs && (!isMadeBy(bundle) || services(bundle).anyMatch(providers::knows));
    }

    /** What became of each provider of the bundle; empty inside while it is being looked at. */
    List<Optional<State>> states(Bundle bundle) {
        return services(bundle).map(providers::stateOf).toList();
    }

    static boolean isFragment(Bundle bundle) {
        return Optional.ofNullable(bundle.adapt(BundleRevision.class))
                .filter(revision -> (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0)
                .isPresent();
    }

    private static Stream<Long> services(Bundle bundle) {
        if (bundle.getState() == Bundle.UNINSTALLED) {
            return Stream.empty();
        }
        return Optional.ofNullable(bundle.getRegisteredServices()).stream()
                .flatMap(Stream::of)
                .filter(Promises::isProvider)
                .map(service -> (Long) service.getProperty(Constants.SERVICE_ID));
    }

    private static boolean isProvider(ServiceReference<?> service) {
        return Stream.of((String[]) service.getProperty(Constants.OBJECTCLASS)).anyMatch(PROVIDERS::contains);
    }
}
