package dev.wharf.drivers.deploy;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/** Finds out what a bundle lacks that could not be resolved. */
final class Unresolved {
    private Unresolved() {}

    static String reason(Bundle bundle, Bundle[] others) {
        String missing = bundle.adapt(BundleRevision.class).getDeclaredRequirements(null).stream()
                .filter(Unresolved::isMandatory)
                .filter(requirement -> Arrays.stream(others).noneMatch(other -> provides(other, requirement)))
                .map(Unresolved::text)
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? "the bundle is not resolved yet" : "the bundle needs what is not there: " + missing;
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        String effective = requirement.getDirectives().getOrDefault(Constants.EFFECTIVE_DIRECTIVE, "resolve");
        return "resolve".equals(effective)
                && !Constants.RESOLUTION_OPTIONAL.equals(
                        requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
    }

    private static boolean provides(Bundle bundle, BundleRequirement requirement) {
        return Optional.ofNullable(bundle.adapt(BundleWiring.class)).stream()
                .flatMap(wiring -> wiring.getCapabilities(requirement.getNamespace()).stream())
                .anyMatch(requirement::matches);
    }

    private static String text(BundleRequirement requirement) {
        String filter = requirement.getDirectives().get(Constants.FILTER_DIRECTIVE);
        return filter == null ? requirement.getNamespace() : filter;
    }
}
