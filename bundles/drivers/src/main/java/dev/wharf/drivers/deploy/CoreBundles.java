package dev.wharf.drivers.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** The bundles of the daemon itself, which the launcher installed. */
final class CoreBundles {
    /** Set in the manifest of those that may be exchanged in a running daemon: nobody else takes classes from them. */
    private static final String EXCHANGEABLE = "Wharf-Exchangeable";

    /** Framework property with the names of those that the launcher does not start, as the deploy folder may have later ones. */
    private static final String PUT_OFF = "wharf.put-off";

    private static final Pattern EXPORTS_SPI =
            Pattern.compile("(^|,)\\s*dev\\.wharf\\.spi[.;,]|(^|,)\\s*dev\\.wharf\\.spi$");

    private final BundleContext context;
    private final List<String> driverLocations;
    private volatile boolean isLaunched;

    /** All bundles are the daemon's own, but for those that come from these folders. */
    CoreBundles(BundleContext context, List<WatchedFolder> folders) {
        this.context = context;
        this.driverLocations = folders.stream()
                .flatMap(folder ->
                        List.of(
                                "reference:" + folder.path().toUri(),
                                folder.path().toUri().toString())
                                .stream())
                .toList();
    }

    /** The bundle that a jar of that name would be another edition of. */
    Optional<Bundle> edition(String symbolicName) {
        return find(symbolicName).filter(bundle -> bundle.getHeaders().get(EXCHANGEABLE) != null);
    }

    /** Those that wait until it is known which edition runs. */
    List<Bundle> putOff() {
        return putOffNames().flatMap(name -> edition(name).stream()).toList();
    }

    private Stream<String> putOffNames() {
        return Stream.of(Objects.requireNonNullElse(context.getProperty(PUT_OFF), "")
                        .split(",", -1))
                .filter(name -> !name.isEmpty());
    }

    /** Why a jar must not become a bundle beside those of the daemon; empty for nothing. */
    Optional<String> refusal(BundleJar jar) {
        String name = jar.symbolicName();
        boolean isOurs = name.startsWith("dev.wharf.") || name.startsWith("org.apache.felix.");
        if (isOurs && edition(name).isEmpty() && find(name).isPresent()) {
            return Optional.of(
                    name + " " + jar.version() + " is not taken by a running daemon: it needs a restart of the"
                            + " daemon, which containers survive; put it into the folder bundles of the distribution");
        }
        return EXPORTS_SPI.matcher(jar.exports()).find()
                ? Optional.of("it exports packages of the SPI, which drivers import")
                : Optional.empty();
    }

    /** Whether the launcher has started all that it starts. */
    boolean areLaunched() {
        if (!isLaunched) {
            Set<String> putOff = putOffNames().collect(Collectors.toSet());
            isLaunched = Arrays.stream(context.getBundles())
                    .filter(bundle -> Standing.SHIPPED.equals(Standing.of(bundle.getLocation())))
                    .filter(bundle -> nameOf(bundle).startsWith("dev.wharf.") && !putOff.contains(nameOf(bundle)))
                    .allMatch(bundle -> bundle.getState() == Bundle.ACTIVE || Promises.isFragment(bundle));
        }
        return isLaunched;
    }

    /** Whether a bundle is the daemon's own. */
    boolean isCore(Bundle bundle) {
        String location = bundle.getLocation();
        return Standing.SHIPPED.equals(Standing.of(location))
                && driverLocations.stream().noneMatch(location::startsWith);
    }

    private Optional<Bundle> find(String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(nameOf(bundle)) && isCore(bundle))
                .max(java.util.Comparator.comparing(CoreBundles::versionOf));
    }

    private static Version versionOf(Bundle bundle) {
        return bundle.getVersion();
    }

    private static String nameOf(Bundle bundle) {
        return String.valueOf(bundle.getSymbolicName());
    }
}
