package dev.wharf.itests.torture;

import java.util.List;

/**
 * A bundle that is exchanged.
 *
 * @param kind of driver, as the daemon calls it; empty for what is no driver
 * @param name of the driver, or of the bundle
 * @param artifact the name of its jar without its version
 */
record Target(String kind, String name, String artifact) {
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
            new Target("", "api-http", "api-http"),
            new Target("", "engine", "engine"),
            new Target("", "images", "images"),
            new Target("", "networks", "networks"),
            new Target("", "dns", "dns"));

    boolean isDriver() {
        return !kind.isEmpty();
    }

    @Override
    public String toString() {
        return isDriver() ? kind + " driver " + name : name;
    }
}
