package dev.wharf.drivers.registry;

import dev.wharf.engine.api.driver.DriverDescription;
import dev.wharf.spi.exec.ExecutionDriverProvider;
import dev.wharf.spi.graph.GraphDriverProvider;
import dev.wharf.spi.log.LogDriverProvider;
import dev.wharf.spi.network.AddressDriverProvider;
import dev.wharf.spi.network.NetworkDriverProvider;
import dev.wharf.spi.volume.VolumeDriverProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the files of the deploy folder with the bundles that were made of them. */
final class DeployFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);
    /** How long a file may take to become a bundle. */
    private static final Duration PICK_UP = Duration.ofSeconds(2);
    /** How long after the start of the registry drivers may still arrive. */
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    private static final Set<String> PROVIDERS = Set.of(
            GraphDriverProvider.class.getName(),
            ExecutionDriverProvider.class.getName(),
            LogDriverProvider.class.getName(),
            VolumeDriverProvider.class.getName(),
            NetworkDriverProvider.class.getName(),
            AddressDriverProvider.class.getName());

    private final Path folder;
    private final BundleContext context;
    private final LongPredicate known;
    private final Clock clock;
    private final Instant patienceEnds;
    private volatile boolean arrived;

    /** Looks at a folder; a registration counts once its service number is known to those who use providers. */
    DeployFolder(Path folder, BundleContext context, LongPredicate known, Clock clock) {
        this.folder = folder;
        this.context = context;
        this.known = known;
        this.clock = clock;
        this.patienceEnds = clock.instant().plus(ARRIVAL);
    }

    /**
     * Whether each file has become a bundle, and each bundle that promises a provider has registered it, or all had the
     * time to.
     */
    boolean allArrived() {
        if (!arrived) {
            arrived = clock.instant().isAfter(patienceEnds)
                    || (jars().stream().allMatch(jar -> bundleOf(jar).isPresent())
                            && Arrays.stream(context.getBundles())
                                    .filter(DeployFolder::declaresProvider)
                                    .allMatch(this::isComplete));
        }
        return arrived;
    }

    /** The files that are no working bundle, each with the reason. */
    List<DriverDescription> broken() {
        return jars().stream()
                .filter(jar -> !isFresh(jar))
                .flatMap(jar -> fault(jar).stream())
                .toList();
    }

    private Optional<DriverDescription> fault(Path jar) {
        Optional<Bundle> bundle = bundleOf(jar);
        Optional<String> reason = bundle.map(this::fault).orElseGet(() -> Optional.of(JarFault.of(jar)));
        String version = bundle.map(found -> found.getVersion().toString()).orElse("");
        return reason.map(text -> new DriverDescription(
                "", jar.getFileName().toString(), version, DriverDescription.State.FAILED, false, text));
    }

    private Optional<String> fault(Bundle bundle) {
        if (bundle.getState() == Bundle.INSTALLED) {
            return Optional.of(Unresolved.reason(bundle, context.getBundles()));
        }
        if (bundle.getState() == Bundle.RESOLVED && !isFragment(bundle)) {
            return Optional.of("the bundle was not started; the daemon's log tells why");
        }
        return isComplete(bundle)
                ? Optional.empty()
                : Optional.of("the bundle registered no driver; a reference of its component may lack a service");
    }

    /** Whether the bundle runs and has registered a provider if it says that it has one. */
    private boolean isComplete(Bundle bundle) {
        boolean runs = (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0 || isFragment(bundle);
        return runs && (!declaresProvider(bundle) || registersProvider(bundle));
    }

    private static boolean declaresProvider(Bundle bundle) {
        return bundle.adapt(BundleRevision.class).getDeclaredCapabilities("osgi.service").stream()
                .map(capability -> String.valueOf(capability.getAttributes().get(Constants.OBJECTCLASS)))
                .anyMatch(classes -> PROVIDERS.stream().anyMatch(classes::contains));
    }

    private boolean registersProvider(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services != null
                && Arrays.stream(services)
                        .filter(DeployFolder::isProvider)
                        .anyMatch(service -> known.test((Long) service.getProperty(Constants.SERVICE_ID)));
    }

    private static boolean isProvider(ServiceReference<?> service) {
        return Stream.of((String[]) service.getProperty(Constants.OBJECTCLASS)).anyMatch(PROVIDERS::contains);
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    private Optional<Bundle> bundleOf(Path jar) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> Locations.isOf(bundle.getLocation(), jar))
                .findFirst();
    }

    /** By the time of the last change of its inode, for a copy may keep an old time of writing. */
    private boolean isFresh(Path jar) {
        try {
            var changed = (java.nio.file.attribute.FileTime) Files.getAttribute(jar, "unix:ctime");
            return changed.toInstant().plus(PICK_UP).isAfter(clock.instant());
        } catch (IOException e) {
            LOG.debug("{} went away", jar, e);
            return true;
        }
    }

    private List<Path> jars() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.debug("cannot list {}", folder, e);
            return List.of();
        }
    }
}
