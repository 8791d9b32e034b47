package dev.wharf.itests.architecture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may import whom: the table of {@code docs/architecture.md}.
 *
 * @param bundles of the project
 * @param libraries beginnings of the names of packages
 */
record Imports(Set<String> bundles, Set<String> libraries) {
    private static final String JACKSON = "com.fasterxml.jackson";

    /** Annotations, which leave no trace at run time. */
    private static final Set<String> ANNOTATIONS =
            Set.of("org.jspecify.annotations", "org.osgi.annotation", "org.osgi.service.component.annotations");

    /** What all but the two APIs may use. */
    private static final Set<String> PLATFORM = Set.of("org.slf4j", "org.osgi.framework", "org.osgi.resource");

    private static final Map<String, Imports> TABLE = Map.ofEntries(
            Map.entry("spi", of(Set.of())),
            Map.entry("engine-api", of(Set.of())),
            Map.entry("linux", of(Set.of(), "jnr")),
            Map.entry(
                    "archive",
                    of(Set.of("linux"), "org.apache.commons.compress", "org.tukaani.xz", "com.github.luben")),
            Map.entry("store", of(Set.of(), "org.sqlite", JACKSON)),
            Map.entry("drivers", of(Set.of("spi", "engine-api"), "org.osgi.service.component.runtime", "org.osgi.dto")),
            Map.entry("images", of(Set.of("engine-api", "spi", "drivers", "archive", "store", "linux"), JACKSON)),
            Map.entry("dns", of(Set.of("linux"), "org.xbill.DNS")),
            Map.entry("networks", of(Set.of("engine-api", "spi", "drivers", "dns", "store", "linux"))),
            Map.entry("network-plugin", of(Set.of("spi", "linux"), "javax.net", JACKSON)),
            Map.entry("engine", of(Set.of("engine-api", "spi", "drivers", "archive", "store", "linux"))),
            Map.entry("api-http", of(Set.of("engine-api"), "org.eclipse.jetty", JACKSON)),
            Map.entry("snapshots", of(Set.of("spi", "linux"))),
            Map.entry("spi-testkit", of(Set.of("spi", "linux"), "org.junit.jupiter", "org.assertj")),
            Map.entry("exec-oci", of(Set.of("spi", "linux"), JACKSON)),
            Map.entry("logdriver-json-file", of(Set.of("spi"))),
            Map.entry("logdriver-syslog", of(Set.of("spi", "linux"), "javax.net")));

    /** Drivers that have no line of their own. */
    private static final Imports DRIVER = of(Set.of("spi", "linux"));

    private static final Imports GRAPH_DRIVER = of(Set.of("spi", "linux", "snapshots"));

    private static Imports of(Set<String> bundles, String... libraries) {
        return new Imports(bundles, Set.of(libraries));
    }

    /** The line of a bundle; empty for one that is not on the map. */
    static Optional<Imports> of(BuiltBundle bundle) {
        return Optional.ofNullable(TABLE.get(bundle.name()))
                .or(() -> bundle.isDriver() ? Optional.of(driver(bundle)) : Optional.empty());
    }

    private static Imports driver(BuiltBundle bundle) {
        return bundle.name().startsWith("graphdriver-") ? GRAPH_DRIVER : DRIVER;
    }

    /** The beginnings of all foreign packages that the bundle may use. */
    List<String> foreign(BuiltBundle bundle) {
        boolean api = Set.of("spi", "engine-api").contains(bundle.name());
        return Stream.of(Set.of("java"), ANNOTATIONS, api ? Set.<String>of() : PLATFORM, libraries)
                .flatMap(Set::stream)
                .toList();
    }
}
