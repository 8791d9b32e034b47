package dev.wharf.itests.torture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A bundle that is exchanged.
 *
 * @param kind of driver, as the daemon calls it; or {@code edition}
 * @param name of the driver, or symbolic name of the bundle
 * @param artifact the name of its jar without its version
 */
record Target(String kind, String name, String artifact) {
    /** What the versions of shipped bundles begin with. */
    static final String SHIPPED = "0.1.0";

    private static final String EDITION = "edition";

    /** The shipped drivers that work on any host. */
    static final List<Target> DRIVERS = List.of(
            new Target("graph", "overlay", "graphdriver-overlay"),
            new Target("graph", "vfs", "graphdriver-vfs"),
            new Target("exec", "native", "exec-native"),
            new Target("exec", "oci", "exec-oci"),
            new Target("log", "json-file", "logdriver-json-file"),
            new Target("log", "none", "logdriver-none"),
            new Target("volume", "local", "volume-local"),
            new Target("network", "bridge", "network-bridge"),
            new Target("network", "macvlan", "network-macvlan"));

    /** What else may change in a running daemon. */
    static final List<Target> EDITIONS = List.of(
            new Target(EDITION, "dev.wharf.api.http", "api-http"),
            new Target(EDITION, "dev.wharf.engine", "engine"),
            new Target(EDITION, "dev.wharf.images", "images"),
            new Target(EDITION, "dev.wharf.networks", "networks"),
            new Target(EDITION, "dev.wharf.dns", "dns"));

    boolean isDriver() {
        return !kind.equals(EDITION);
    }

    /** Whether the rows that a daemon lists say that a version of it serves; of editions it lists only those from files. */
    boolean serves(String version, JsonNode rows) {
        boolean isListed = false;
        for (JsonNode row : rows) {
            if (row.path("kind").asText().equals(kind)
                    && row.path("name").asText().equals(name)) {
                isListed = true;
                if (row.path("state").asText().equals("active")
                        && row.path("version").asText().startsWith(version)) {
                    return true;
                }
            }
        }
        return !isDriver() && !isListed && version.equals(SHIPPED);
    }

    @Override
    public String toString() {
        return isDriver() ? kind + " driver " + name : artifact;
    }
}
